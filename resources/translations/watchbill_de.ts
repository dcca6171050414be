<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>About</name>
    <message>
      <location filename="../../ui/shell/about.py"></location>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/about.py"></location>
      <source>Copied</source>
      <translation>Kopiert</translation>
    </message>
    <message>
      <location filename="../../ui/shell/about.py"></location>
      <source>Copy diagnostics</source>
      <translation>Diagnose kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/shell/about.py"></location>
      <source>Incident management and on-call for small teams, on their own desktops and their own database. What is copied holds versions and counts, no names, addresses or secrets.</source>
      <translation>Vorfälle und Bereitschaft für kleine Teams, auf ihren eigenen Desktops und in ihrer eigenen Datenbank. Kopiert werden Versionen und Anzahlen, keine Namen, Adressen oder Geheimnisse.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/about.py"></location>
      <source>Watchbill</source>
      <translation>Watchbill</translation>
    </message>
  </context>
  <context>
    <name>Acts</name>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>#%1 goes by the policy as it is now.</source>
      <translation>#%1 folgt jetzt dem aktuellen Eskalationsplan.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>#%1 is declined.</source>
      <translation>#%1 ist abgelehnt.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>#%1 is handed on; the policy waits for an answer.</source>
      <translation>#%1 ist weitergegeben; der Eskalationsplan wartet auf eine Antwort.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>#%1 is nobody's again.</source>
      <translation>Für #%1 ist niemand mehr zuständig.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>#%1 is open again.</source>
      <translation>#%1 ist wieder offen.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>#%1 is resolved.</source>
      <translation>#%1 ist behoben.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>#%1: %2</source>
      <translation>#%1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>The next level of #%1 is paged now.</source>
      <translation>Die nächste Stufe von #%1 wird jetzt alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>You have #%1.</source>
      <translation>Du hast #%1 übernommen.</translation>
    </message>
  </context>
  <context>
    <name>AddressLine</name>
    <message>
      <location filename="../../ui/services/sender.py"></location>
      <source>Copy %1</source>
      <translation>%1 kopieren</translation>
    </message>
  </context>
  <context>
    <name>AlertCard</name>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>#%1 is silent here until %2. Paging goes on.</source>
      <translation>#%1 ist hier bis %2 stumm. Das Alarmieren geht weiter.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>%1 and %2</source>
      <translation>%1 und %2</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>%1 and %2 others</source>
      <translation>%1 und %2 weitere</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>%1 are paged %2.</source>
      <translation>%1 werden %2 alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>%1 is paged %2.</source>
      <translation>%1 wird %2 alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>%1 minutes</source>
      <translation>%1 Minuten</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>%1 more</source>
      <translation>%1 weitere</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Acknowledge</source>
      <translation>Quittieren</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Drill</source>
      <translation>Übung</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Escalate</source>
      <translation>Eskalieren</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>Everybody of its policy was paged, and nobody has it.</source>
      <translation>Alle aus dem Eskalationsplan wurden alarmiert, und niemand hat übernommen.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>I have it: nobody else is paged (Enter or A)</source>
      <translation>Ich übernehme: Sonst wird niemand alarmiert (Enter oder A)</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>Nobody answered</source>
      <translation>Niemand hat geantwortet</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>Nobody before you answered.</source>
      <translation>Vor dir hat niemand geantwortet.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>Nobody is paged after you.</source>
      <translation>Nach dir wird niemand alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Page the next level now</source>
      <translation>Nächste Stufe jetzt alarmieren</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Paging goes on meanwhile.</source>
      <translation>Das Alarmieren geht inzwischen weiter.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Silence this card and its sound; paging goes on</source>
      <translation>Diese Karte und ihren Ton stummschalten; das Alarmieren geht weiter</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Snooze</source>
      <translation>Später</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>You and %1 are paged %2.</source>
      <translation>Du und %1 werdet %2 alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>You are %1.</source>
      <translation>Du hast Bereitschaft: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>You are paged</source>
      <translation>Du wirst alarmiert</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>You are paged again %2.</source>
      <translation>Du wirst %2 erneut alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>in %1</source>
      <translation>in %1</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>now</source>
      <translation>jetzt</translation>
    </message>
  </context>
  <context>
    <name>AlertDetail</name>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>%1 times</source>
      <translation>%1-mal</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>%1 times; the latest %2 are shown</source>
      <translation>%1-mal; die letzten %2 werden gezeigt</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Alert</source>
      <translation>Alarm</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Began</source>
      <translation>Beginn</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Dedup key</source>
      <translation>Dedup-Schlüssel</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>First heard</source>
      <translation>Zuerst gehört</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Last heard</source>
      <translation>Zuletzt gehört</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Open incident #%1</source>
      <translation>Vorfall #%1 öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Resolved</source>
      <translation>Behoben</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Sender</source>
      <translation>Sender</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Sender says</source>
      <translation>Laut Sender</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Source</source>
      <translation>Quelle</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>State</source>
      <translation>Status</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>What was heard</source>
      <translation>Was gehört wurde</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>once</source>
      <translation>einmal</translation>
    </message>
  </context>
  <context>
    <name>AlertsCard</name>
    <message>
      <location filename="../../ui/incidents/alerts_card.py"></location>
      <source>%1 times</source>
      <translation>%1-mal</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/alerts_card.py"></location>
      <source>Alerts</source>
      <translation>Alarme</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/alerts_card.py"></location>
      <source>and %1 more</source>
      <translation>und %1 weitere</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/alerts_card.py"></location>
      <source>heard %1 times</source>
      <translation>%1-mal gehört</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/alerts_card.py"></location>
      <source>resolved %1</source>
      <translation>behoben %1</translation>
    </message>
  </context>
  <context>
    <name>AlertsPage</name>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>%1 alerts</source>
      <translation>%1 Alarme</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>1 alert</source>
      <translation>1 Alarm</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Alerts</source>
      <translation>Alarme</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Alerts land here as soon as a sender posts one.</source>
      <translation>Sobald ein Sender etwas schickt, landet der Alarm hier.</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Choose an alert to see its log.</source>
      <translation>Wähle einen Alarm, um sein Protokoll zu sehen.</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Filter alerts</source>
      <translation>Alarme filtern</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>No alert is open.</source>
      <translation>Kein Alarm ist offen.</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Open</source>
      <translation>Offen</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Open incident #%1</source>
      <translation>Vorfall #%1 öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Point Alertmanager, PagerDuty's client or anything else at Watchbill.</source>
      <translation>Richte Alertmanager, den Client von PagerDuty oder etwas anderes auf Watchbill.</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Set up a sender</source>
      <translation>Sender einrichten</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Show older ones</source>
      <translation>Ältere zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Show those that are over</source>
      <translation>Auch erledigte zeigen</translation>
    </message>
  </context>
  <context>
    <name>ApprovalSheet</name>
    <message>
      <location filename="../../ui/playbooks/approval.py"></location>
      <source>Approve and run</source>
      <translation>Zustimmen und ausführen</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/approval.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/approval.py"></location>
      <source>Exactly this will be run</source>
      <translation>Genau das wird ausgeführt</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/approval.py"></location>
      <source>Send</source>
      <translation>Senden</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/approval.py"></location>
      <source>This is sent to them as soon as you press the button.</source>
      <translation>Das geht an sie, sobald du auf den Knopf drückst.</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/approval.py"></location>
      <source>This runs on this computer, with your rights. Read it as if you typed it yourself.</source>
      <translation>Das läuft auf diesem Rechner, mit deinen Rechten. Lies es, als hättest du es selbst getippt.</translation>
    </message>
  </context>
  <context>
    <name>AskPopup</name>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>A word on why</source>
      <translation>Ein Wort zum Grund</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Anyone of the team</source>
      <translation>Jeder aus dem Team</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Ask</source>
      <translation>Fragen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Ask for cover</source>
      <translation>Um Vertretung bitten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ask_popup.py"></location>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Choose a shift</source>
      <translation>Schicht wählen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>For the shift of</source>
      <translation>Gegen die Schicht von</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>From</source>
      <translation>Von</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>From when until when?</source>
      <translation>Von wann bis wann?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Nobody named: anyone</source>
      <translation>Niemand genannt: alle</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Offer</source>
      <translation>Anbieten</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Offer a swap</source>
      <translation>Tausch anbieten</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Until</source>
      <translation>Bis</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Whom</source>
      <translation>Wen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Whose shift would you take?</source>
      <translation>Wessen Schicht würdest du nehmen?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Your shift</source>
      <translation>Deine Schicht</translation>
    </message>
  </context>
  <context>
    <name>AskSheet</name>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Ask a language model</source>
      <translation>Sprachmodell fragen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Exactly this will be sent</source>
      <translation>Genau das wird gesendet</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Masked: %1</source>
      <translation>Unkenntlich gemacht: %1</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Send this</source>
      <translation>Das senden</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>This leaves for %1, and nothing else does. Its answer is put into the section for you to read; nothing is saved by it.</source>
      <translation>Das geht an %1, und sonst nichts. Die Antwort kommt in den Abschnitt, damit du sie liest; gespeichert wird dadurch nichts.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Waiting for the answer…</source>
      <translation>Warten auf die Antwort…</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>nothing</source>
      <translation>nichts</translation>
    </message>
  </context>
  <context>
    <name>Asked</name>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>%1 and %2 would swap</source>
      <translation>%1 und %2 würden tauschen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>%1 asks the team to cover</source>
      <translation>%1 bittet das Team um Vertretung</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>%1 asks you to cover</source>
      <translation>%1 bittet dich um Vertretung</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>%1 for %2</source>
      <translation>%1 gegen %2</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>%1 has the pager now.</source>
      <translation>%1 hat jetzt den Pager.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>%1 offers you a swap</source>
      <translation>%1 bietet dir einen Tausch an</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>%2 would cover %1</source>
      <translation>%2 würde %1 vertreten</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Accept</source>
      <translation>Annehmen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Approve</source>
      <translation>Genehmigen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Decline</source>
      <translation>Ablehnen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>For %1 hours</source>
      <translation>Für %1 Stunden</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>For %1 minutes</source>
      <translation>Für %1 Minuten</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>For 1 hour</source>
      <translation>Für 1 Stunde</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>Give the pager of %1 back (until %2)</source>
      <translation>Pager von %1 zurückgeben (bis %2)</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>Nobody</source>
      <translation>Niemand</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>Open incidents that page somebody already go on with them: %1.</source>
      <translation>Offene Vorfälle, die schon jemanden alarmieren, bleiben dort: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Requests: covers and swaps</source>
      <translation>Anfragen: Vertretung und Tausch</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Rota</source>
      <translation>Dienstplan</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Show</source>
      <translation>Zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Take the pager</source>
      <translation>Pager übernehmen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Take the pager of %1</source>
      <translation>Pager von %1 übernehmen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Turn down</source>
      <translation>Ablehnen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>You have the pager until %1.</source>
      <translation>Du hast den Pager bis %1.</translation>
    </message>
  </context>
  <context>
    <name>AtField</name>
    <message>
      <location filename="../../ui/schedules/hand/at_field.py"></location>
      <source>14:00 · thu 9:00 · 26 nov 9:00 · +2h</source>
      <translation>14:00 · Do 9:00 · 26 Nov 9:00 · +2h</translation>
    </message>
  </context>
  <context>
    <name>Attention</name>
    <message>
      <location filename="../../ui/shell/attention.py"></location>
      <source>Pages still reach you here. Quit from this icon's menu.</source>
      <translation>Alarmierungen erreichen dich hier weiterhin. Beenden über das Menü dieses Symbols.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/attention.py"></location>
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <location filename="../../ui/shell/attention.py"></location>
      <source>Quit Watchbill?</source>
      <translation>Watchbill beenden?</translation>
    </message>
    <message>
      <location filename="../../ui/shell/attention.py"></location>
      <source>Stay</source>
      <translation>Bleiben</translation>
    </message>
    <message>
      <location filename="../../ui/shell/attention.py"></location>
      <source>The engine runs in this program. Unless another one runs, no signal is taken in and nobody is paged until Watchbill is started again.</source>
      <translation>Die Engine läuft in diesem Programm. Wenn keine andere läuft, wird kein Signal angenommen und niemand alarmiert, bis Watchbill wieder gestartet wird.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/attention.py"></location>
      <source>This desktop no longer shows or sounds pages to you; messages by your other contacts still come.</source>
      <translation>Dieser Desktop zeigt dir dann keine Alarmierungen mehr und klingelt nicht; Nachrichten über deine anderen Kontakte kommen weiterhin.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/attention.py"></location>
      <source>Watchbill keeps watch</source>
      <translation>Watchbill wacht weiter</translation>
    </message>
  </context>
  <context>
    <name>AttentionCard</name>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Alert card above all windows</source>
      <translation>Alarmkarte über allen Fenstern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Listen</source>
      <translation>Anhören</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Pages to me, here</source>
      <translation>Alarmierungen an mich, hier</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Sound, again and again until somebody acts</source>
      <translation>Ton, immer wieder, bis jemand reagiert</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>With both off, only your other contacts and the tray tell you of a page.</source>
      <translation>Wenn beides aus ist, sagen dir nur deine anderen Kontakte und der Infobereich, dass du alarmiert wirst.</translation>
    </message>
  </context>
  <context>
    <name>AvatarRow</name>
    <message>
      <location filename="../../ui/widgets/avatar.py"></location>
      <source>Nobody</source>
      <translation>Niemand</translation>
    </message>
  </context>
  <context>
    <name>AwayCard</name>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Copy numbers</source>
      <translation>Zahlen kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Copy picture</source>
      <translation>Bild kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>How %1 is computed</source>
      <translation>Wie „%1“ berechnet wird</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>How this is computed</source>
      <translation>Wie das berechnet wird</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Not saved: %1</source>
      <translation>Nicht gespeichert: %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Save CSV…</source>
      <translation>Als CSV speichern…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Save PNG…</source>
      <translation>Als PNG speichern…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Save SVG…</source>
      <translation>Als SVG speichern…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Saved %1</source>
      <translation>%1 gespeichert</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Take %1 away</source>
      <translation>„%1“ mitnehmen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Take it away</source>
      <translation>Mitnehmen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>The numbers are on the clipboard</source>
      <translation>Die Zahlen sind in der Zwischenablage</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>The picture is on the clipboard</source>
      <translation>Das Bild ist in der Zwischenablage</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>it cannot be written there</source>
      <translation>dorthin lässt sich nicht schreiben</translation>
    </message>
  </context>
  <context>
    <name>AwayEntry</name>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>Away from</source>
      <translation>Abwesend ab</translation>
    </message>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>Back at</source>
      <translation>Zurück am</translation>
    </message>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>Take this time off out</source>
      <translation>Diese Abwesenheit entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>When from, and when back? A date such as 2026-12-21, or with a time.</source>
      <translation>Ab wann, und wann zurück? Ein Datum wie 2026-12-21, oder mit Uhrzeit.</translation>
    </message>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>Why</source>
      <translation>Grund</translation>
    </message>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>holiday</source>
      <translation>Urlaub</translation>
    </message>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>until</source>
      <translation>bis</translation>
    </message>
  </context>
  <context>
    <name>BackupCard</name>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>%1 are there; the last was made %2 (%3).</source>
      <translation>%1 sind da; die letzte entstand %2 (%3).</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>And the last of each month, for a year.</source>
      <translation>Und die letzte jedes Monats, ein Jahr lang.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Back up now</source>
      <translation>Jetzt sichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Backups</source>
      <translation>Sicherungen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Backups by the clock</source>
      <translation>Regelmäßige Sicherungen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Choose a folder…</source>
      <translation>Ordner wählen…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Empty: none are made. Best on another disk, such as one that is synchronised.</source>
      <translation>Leer: keine. Am besten auf einem anderen Datenträger, etwa einem synchronisierten.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Every</source>
      <translation>Alle</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Folder</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Keep the latest</source>
      <translation>Die letzten behalten</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>None are made on this machine. A PostgreSQL is usually backed up where it runs, with pg_dump.</source>
      <translation>Auf diesem Rechner entstehen keine. Ein PostgreSQL wird meist dort gesichert, wo es läuft, mit pg_dump.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>None was made yet; the first comes within the hour.</source>
      <translation>Noch keine; die erste kommt innerhalb einer Stunde.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Save when backups are made</source>
      <translation>Zeiten der Sicherungen speichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Such as 6h or 1d.</source>
      <translation>Etwa 6h oder 1d.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>The sample team is not kept.</source>
      <translation>Das Beispielteam wird nicht aufbewahrt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Where backups go</source>
      <translation>Wohin Sicherungen gehen</translation>
    </message>
  </context>
  <context>
    <name>Balance</name>
    <message>
      <location filename="../../ui/schedules/balance/balance.py"></location>
      <source>%1 red findings</source>
      <translation>%1 rote Befunde</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/balance.py"></location>
      <source>1 red finding</source>
      <translation>1 roter Befund</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/balance.py"></location>
      <source>Checks and fairness</source>
      <translation>Prüfungen und Fairness</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/balance.py"></location>
      <source>Checks, fairness and fair fill (B)</source>
      <translation>Prüfungen, Fairness und faire Verteilung (B)</translation>
    </message>
  </context>
  <context>
    <name>BalancePanel</name>
    <message>
      <location filename="../../ui/schedules/balance/panel.py"></location>
      <source>Balance</source>
      <translation>Ausgewogenheit</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/panel.py"></location>
      <source>Balance of %1</source>
      <translation>Ausgewogenheit von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/panel.py"></location>
      <source>Checks</source>
      <translation>Prüfungen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/panel.py"></location>
      <source>Checks %1</source>
      <translation>Prüfungen %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/panel.py"></location>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/panel.py"></location>
      <source>Fair fill</source>
      <translation>Verteilen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/panel.py"></location>
      <source>Fairness</source>
      <translation>Fairness</translation>
    </message>
  </context>
  <context>
    <name>Bar</name>
    <message>
      <location filename="../../ui/widgets/bar.py"></location>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
  </context>
  <context>
    <name>Bars</name>
    <message>
      <location filename="../../ui/status/bars.py"></location>
      <source>%1: trouble on %2 of %3 days</source>
      <translation>%1: Störung an %2 von %3 Tagen</translation>
    </message>
    <message>
      <location filename="../../ui/status/bars.py"></location>
      <source>No data</source>
      <translation>Keine Daten</translation>
    </message>
  </context>
  <context>
    <name>Beginning</name>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>%1 is on call from now on. Time zone: %2.</source>
      <translation>%1 hat ab jetzt Bereitschaft. Zeitzone: %2.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>%1 is on call from now until %2, then %3. Time zone: %4.</source>
      <translation>%1 hat ab jetzt bis %2 Bereitschaft, dann %3. Zeitzone: %4.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Ana, Ben, Cy</source>
      <translation>Ana, Ben, Cy</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Choose people</source>
      <translation>Personen wählen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Create schedule</source>
      <translation>Plan anlegen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Each 12 hours, 08:00 and 20:00</source>
      <translation>Alle 12 Stunden, 08:00 und 20:00</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Each day, 09:00</source>
      <translation>Jeden Tag, 09:00</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Each week, Monday 09:00</source>
      <translation>Jede Woche, Montag 09:00</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Expected one person at least.</source>
      <translation>Mindestens eine Person wird erwartet.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Hand-off</source>
      <translation>Übergabe</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>New schedule</source>
      <translation>Neuer Plan</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Nobody is here yet: write their names, with commas between.</source>
      <translation>Noch ist niemand hier: Schreib die Namen, mit Kommas dazwischen.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>They take turns in this order; it can be changed by dragging later.</source>
      <translation>Sie wechseln sich in dieser Reihenfolge ab; ändern lässt sie sich später durch Ziehen.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Who takes turns</source>
      <translation>Wer sich abwechselt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>primary</source>
      <translation>primary</translation>
    </message>
  </context>
  <context>
    <name>Beside</name>
    <message>
      <location filename="../../ui/beside.py"></location>
      <source>Everywhere</source>
      <translation>Überall</translation>
    </message>
    <message>
      <location filename="../../ui/beside.py"></location>
      <source>Open another window</source>
      <translation>Weiteres Fenster öffnen</translation>
    </message>
  </context>
  <context>
    <name>Between</name>
    <message>
      <location filename="../../ui/schedules/between/between.py"></location>
      <source>What was paged before goes on with whom it was paged: %1.</source>
      <translation>Was schon alarmiert wurde, bleibt bei denen, die alarmiert wurden: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/between.py"></location>
      <source>nobody</source>
      <translation>niemand</translation>
    </message>
  </context>
  <context>
    <name>Board</name>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>%1 interruptions</source>
      <translation>%1 Unterbrechungen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>%1 of %2 incidents are still open.</source>
      <translation>%1 von %2 Vorfällen sind noch offen.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>%1, by severity</source>
      <translation>%1, nach Schweregrad</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>, by their own clock</source>
      <translation>, nach eigener Ortszeit</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>, with 95 % confidence between %1 and %2</source>
      <translation>, mit 95 % Sicherheit zwischen %1 und %2</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>, without maintenance</source>
      <translation>, ohne Wartung</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>. With %1 open ones (Kaplan-Meier): median %2</source>
      <translation>. Mit %1 offenen (Kaplan-Meier): Median %2</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>1 interruption</source>
      <translation>1 Unterbrechung</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Customer impact, 0 to 100: median %1, the worst %2.</source>
      <translation>Auswirkung auf Kunden, 0 bis 100: Median %1, die schlimmste %2.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Here: median %1</source>
      <translation>Hier: Median %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>How long it takes</source>
      <translation>Wie lange es dauert</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Incidents</source>
      <translation>Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Left out of all figures: %1 drills, %2 declined, %3 merged.</source>
      <translation>In keiner Zahl enthalten: %1 Übungen, %2 abgelehnte, %3 zusammengeführte.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Noise: %1 alerts per incident, %2 of %3 pages without action, %4 ended by themselves, %5 flapping.</source>
      <translation>Lärm: %1 Alarme je Vorfall, %2 von %3 Alarmierungen ohne Handlung, %4 endeten von selbst, %5 flattern.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>On-call load</source>
      <translation>Bereitschaftslast</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Reading incidents …</source>
      <translation>Vorfälle werden gelesen …</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Reading incidents … %1 of %2</source>
      <translation>Vorfälle werden gelesen … %1 von %2</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Time to resolve</source>
      <translation>Zeit bis zur Behebung</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>What interrupts us</source>
      <translation>Was uns unterbricht</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>When it happens</source>
      <translation>Wann es geschieht</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Whom it interrupts</source>
      <translation>Wen es unterbricht</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>by day</source>
      <translation>je Tag</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>by month</source>
      <translation>je Monat</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>by their own clock</source>
      <translation>nach eigener Ortszeit</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>by week</source>
      <translation>je Woche</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>created, %1</source>
      <translation>angelegt, %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>detected to resolved · n = %1</source>
      <translation>erkannt bis behoben · n = %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>hours, each paid once</source>
      <translation>Stunden, jede einmal bezahlt</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>median, band to p90 · %1 · n = %2</source>
      <translation>Median, Band bis p90 · %1 · n = %2</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>vs before</source>
      <translation>zu vorher</translation>
    </message>
  </context>
  <context>
    <name>BranchEntry</name>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Branch</source>
      <translation>Zweig</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Choose the policy that this branch leads to.</source>
      <translation>Wähle den Eskalationsplan, zu dem dieser Zweig führt.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>If it has</source>
      <translation>Gilt für</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Policy</source>
      <translation>Eskalationsplan</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Services</source>
      <translation>Dienste</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Severity</source>
      <translation>Schweregrad</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Take this branch out</source>
      <translation>Diesen Zweig entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Urgency</source>
      <translation>Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Which policy?</source>
      <translation>Welcher Eskalationsplan?</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>any service</source>
      <translation>jeden Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>any severity</source>
      <translation>jeden Schweregrad</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>any urgency</source>
      <translation>jede Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>begun in these hours</source>
      <translation>Beginn in diesen Zeiten</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>high urgency</source>
      <translation>hohe Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>low urgency</source>
      <translation>niedrige Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>then go by</source>
      <translation>dann gilt</translation>
    </message>
  </context>
  <context>
    <name>Bringing</name>
    <message>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>%1 are there already.</source>
      <translation>%1 sind schon da.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>%1 messages from %2 come into the timeline at the time they were written.</source>
      <translation>%1 Nachrichten aus %2 kommen in den Verlauf, jede zu ihrer Zeit.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>%1 of another time stay out.</source>
      <translation>%1 aus anderer Zeit bleiben draußen.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>1 message from %2 comes into the timeline at the time it was written.</source>
      <translation>1 Nachricht aus %2 kommt in den Verlauf, zu ihrer Zeit.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>Bring in</source>
      <translation>Übernehmen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>Everything in %1 is there already.</source>
      <translation>Alles aus %1 ist schon da.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>Nobody of the team: %1.</source>
      <translation>Nicht im Team: %1.</translation>
    </message>
  </context>
  <context>
    <name>Button</name>
    <message>
      <location filename="../../ui/widgets/button.py"></location>
      <source>Opens a menu</source>
      <translation>Öffnet ein Menü</translation>
    </message>
  </context>
  <context>
    <name>CalendarLinks</name>
    <message>
      <location filename="../../ui/schedules/calendars/links.py"></location>
      <source>Calendar files…</source>
      <translation>Kalenderdateien…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/links.py"></location>
      <source>Export my shifts of it…</source>
      <translation>Meine Schichten daraus exportieren…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/links.py"></location>
      <source>Export what is shown…</source>
      <translation>Gezeigtes exportieren…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/links.py"></location>
      <source>Import a calendar file…</source>
      <translation>Kalenderdatei importieren…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/links.py"></location>
      <source>Subscribe</source>
      <translation>Abonnieren</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/links.py"></location>
      <source>These shifts in your own calendar, always current</source>
      <translation>Diese Schichten in deinem eigenen Kalender, immer aktuell</translation>
    </message>
  </context>
  <context>
    <name>Calendars</name>
    <message>
      <location filename="../../ui/schedules/calendars/calendars.py"></location>
      <source>Import a calendar file</source>
      <translation>Kalenderdatei importieren</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/calendars.py"></location>
      <source>Imported.</source>
      <translation>Importiert.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/calendars.py"></location>
      <source>Save as a calendar file</source>
      <translation>Als Kalenderdatei speichern</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/calendars.py"></location>
      <source>Saved %1</source>
      <translation>%1 gespeichert</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/calendars.py"></location>
      <source>There is no schedule to subscribe to yet.</source>
      <translation>Noch gibt es keinen Plan zum Abonnieren.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/words.py"></location>
      <source>nobody</source>
      <translation>niemand</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/calendars.py"></location>
      <source>rota</source>
      <translation>dienstplan</translation>
    </message>
  </context>
  <context>
    <name>Calls</name>
    <message>
      <location filename="../../ui/shell/calls.py"></location>
      <source>%1 is over.</source>
      <translation>%1 ist vorbei.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/calls.py"></location>
      <source>%1 no longer pages you.</source>
      <translation>%1 alarmiert dich nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/calls.py"></location>
      <source>%2 has %1.</source>
      <translation>%2 hat %1 übernommen.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/calls.py"></location>
      <source>You have %1.</source>
      <translation>Du hast %1 übernommen.</translation>
    </message>
  </context>
  <context>
    <name>CandidatesPopup</name>
    <message>
      <location filename="../../ui/schedules/hand/candidates.py"></location>
      <source>Nobody is free then.</source>
      <translation>Dann ist niemand frei.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/candidates.py"></location>
      <source>Type to filter</source>
      <translation>Zum Filtern tippen</translation>
    </message>
  </context>
  <context>
    <name>Carried</name>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>%1 gaps</source>
      <translation>%1 Lücken</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>%1 n</source>
      <translation>%1 N</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>%1 nights</source>
      <translation>%1 Nächte</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>%1 on purpose</source>
      <translation>%1 absichtlich</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>%1 we</source>
      <translation>%1 WE</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>%1 weekends</source>
      <translation>%1 Wochenenden</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>1 gap: nobody is paged</source>
      <translation>1 Lücke: Niemand wird alarmiert</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>1 night</source>
      <translation>1 Nacht</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>1 on purpose</source>
      <translation>1 absichtlich</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>1 weekend</source>
      <translation>1 Wochenende</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>Coverage %1 %</source>
      <translation>Abdeckung %1 %</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>No gap.</source>
      <translation>Keine Lücke.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>Nobody is planned yet.</source>
      <translation>Noch ist niemand eingeplant.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>On call in this span</source>
      <translation>Bereitschaft in diesem Zeitraum</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>People</source>
      <translation>Personen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>free</source>
      <translation>frei</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>in this span</source>
      <translation>im Zeitraum</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>not on call</source>
      <translation>keine Bereitschaft</translation>
    </message>
  </context>
  <context>
    <name>CatchUpSheet</name>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>Catch up</source>
      <translation>Überblick</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>Catch up on #%1</source>
      <translation>Überblick über #%1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>Got it</source>
      <translation>Verstanden</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>made from the timeline, nothing leaves this machine</source>
      <translation>aus dem Verlauf erstellt, nichts verlässt diesen Rechner</translation>
    </message>
  </context>
  <context>
    <name>CategoryEntry</name>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Category</source>
      <translation>Kategorie</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Take the category %1 away</source>
      <translation>Kategorie %1 entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>What %1 means</source>
      <translation>Was %1 bedeutet</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>What it means</source>
      <translation>Was es bedeutet</translation>
    </message>
  </context>
  <context>
    <name>Centre</name>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>%1 new notifications</source>
      <translation>%1 neue Benachrichtigungen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>1 new notification</source>
      <translation>1 neue Benachrichtigung</translation>
    </message>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>Everywhere</source>
      <translation>Überall</translation>
    </message>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>Notifications</source>
      <translation>Benachrichtigungen</translation>
    </message>
  </context>
  <context>
    <name>CentreSheet</name>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>%1 unread</source>
      <translation>%1 ungelesen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>Nothing was told to you yet. Pages, hand-offs, requests and reminders are listed here.</source>
      <translation>Noch gab es nichts für dich. Alarmierungen, Übergaben, Anfragen und Erinnerungen stehen hier.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>Notifications</source>
      <translation>Benachrichtigungen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>unread</source>
      <translation>ungelesen</translation>
    </message>
  </context>
  <context>
    <name>Changed</name>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>#%1 changed just now</source>
      <translation>#%1 hat sich gerade geändert</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>A playbook changed just now</source>
      <translation>Ein Playbook hat sich gerade geändert</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>A review changed just now</source>
      <translation>Eine Nachbetrachtung hat sich gerade geändert</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>Incidents changed just now</source>
      <translation>Vorfälle haben sich gerade geändert</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>People changed just now</source>
      <translation>Personen haben sich gerade geändert</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>Policies changed just now</source>
      <translation>Eskalationspläne haben sich gerade geändert</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>Services changed just now</source>
      <translation>Dienste haben sich gerade geändert</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>The rota changed just now</source>
      <translation>Der Dienstplan hat sich gerade geändert</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>The status page changed just now</source>
      <translation>Die Statusseite hat sich gerade geändert</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>Workflows changed just now</source>
      <translation>Workflows haben sich gerade geändert</translation>
    </message>
  </context>
  <context>
    <name>ChannelForm</name>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Address</source>
      <translation>Adresse</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>It is sealed, and never shown again.</source>
      <translation>Sie wird versiegelt und nie wieder gezeigt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Save channel</source>
      <translation>Kanal speichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Send a test</source>
      <translation>Test senden</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>The one that is stored</source>
      <translation>Die gespeicherte</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Where it is</source>
      <translation>Wo er ist</translation>
    </message>
  </context>
  <context>
    <name>ChannelLine</name>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Change</source>
      <translation>Ändern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Change %1</source>
      <translation>%1 ändern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Its address is forgotten, and has to be typed again to have it back.</source>
      <translation>Seine Adresse wird vergessen und muss neu eingegeben werden, um ihn zurückzuholen.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Keep it</source>
      <translation>Behalten</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Remove %1</source>
      <translation>%1 entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Send a test</source>
      <translation>Test senden</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Send a test to %1</source>
      <translation>Test an %1 senden</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>The address is sealed: it can be replaced, not read.</source>
      <translation>Die Adresse ist versiegelt: Sie lässt sich ersetzen, nicht lesen.</translation>
    </message>
  </context>
  <context>
    <name>ChannelsCard</name>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Add a channel</source>
      <translation>Kanal hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Channels</source>
      <translation>Kanäle</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Removed. Its address is forgotten.</source>
      <translation>Entfernt. Seine Adresse ist vergessen.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Rooms that many read: a chat, a mailing list. Levels of a policy, groups that are told of updates and workflows can write there.</source>
      <translation>Räume, die viele lesen: ein Chat, eine Mailingliste. Stufen eines Eskalationsplans, Gruppen, die Aktualisierungen erhalten, und Workflows können dorthin schreiben.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Saved.</source>
      <translation>Gespeichert.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Sending…</source>
      <translation>Wird gesendet…</translation>
    </message>
  </context>
  <context>
    <name>Chart</name>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>%1: %2, %3 resolved</source>
      <translation>%1: %2, %3 behoben</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>%1: %2, %3 resolved, %4 open</source>
      <translation>%1: %2, %3 behoben, %4 offen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>%1: nothing was resolved</source>
      <translation>%1: nichts wurde behoben</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>Week of %1</source>
      <translation>Woche ab %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>holiday</source>
      <translation>Feiertag</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>incidents</source>
      <translation>Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>median %1</source>
      <translation>Median %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>median %1, p90 %2</source>
      <translation>Median %1, p90 %2</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>more than half are still open</source>
      <translation>mehr als die Hälfte ist noch offen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>night</source>
      <translation>Nacht</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>no service</source>
      <translation>ohne Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>off hours</source>
      <translation>Freizeit</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>sleep</source>
      <translation>Schlaf</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>somebody</source>
      <translation>jemand</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>weekday</source>
      <translation>Werktag</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>weekend</source>
      <translation>Wochenende</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>work</source>
      <translation>Arbeit</translation>
    </message>
  </context>
  <context>
    <name>CheckLines</name>
    <message>
      <location filename="../../ui/schedules/publish/check_lines.py"></location>
      <source>%1 more were there before.</source>
      <translation>%1 weitere gab es schon vorher.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/check_lines.py"></location>
      <source>%1, and %2 more times</source>
      <translation>%1, und %2 weitere Male</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/check_lines.py"></location>
      <source>%1, and again</source>
      <translation>%1, und noch einmal</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/check_lines.py"></location>
      <source>Nothing new.</source>
      <translation>Nichts Neues.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/check_lines.py"></location>
      <source>Show %1 more</source>
      <translation>%1 weitere zeigen</translation>
    </message>
  </context>
  <context>
    <name>ChecksPanel</name>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>%1 gaps, %2</source>
      <translation>%1 Lücken, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>%1 more times</source>
      <translation>%1 weitere Male</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>1 gap, %2</source>
      <translation>1 Lücke, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>Nothing to mend.</source>
      <translation>Nichts zu beheben.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>Show %1 more</source>
      <translation>%1 weitere zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>no gap</source>
      <translation>keine Lücke</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>of the next %1 days</source>
      <translation>der nächsten %1 Tage</translation>
    </message>
  </context>
  <context>
    <name>ChoiceButton</name>
    <message>
      <location filename="../../ui/schedules/choice_button.py"></location>
      <source>Opens a menu</source>
      <translation>Öffnet ein Menü</translation>
    </message>
  </context>
  <context>
    <name>ChoiceList</name>
    <message>
      <location filename="../../ui/widgets/choices.py"></location>
      <source>Choices</source>
      <translation>Auswahl</translation>
    </message>
  </context>
  <context>
    <name>ChoicePopup</name>
    <message>
      <location filename="../../ui/widgets/picker.py"></location>
      <source>Nothing matches</source>
      <translation>Nichts passt</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/picker.py"></location>
      <source>Type to filter</source>
      <translation>Zum Filtern tippen</translation>
    </message>
  </context>
  <context>
    <name>ChosenChip</name>
    <message>
      <location filename="../../ui/widgets/multi.py"></location>
      <source>Remove %s</source>
      <translation>%s entfernen</translation>
    </message>
  </context>
  <context>
    <name>ClashCard</name>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>Mine</source>
      <translation>Meins</translation>
    </message>
  </context>
  <context>
    <name>Clock</name>
    <message>
      <location filename="../../ui/language/moments.py"></location>
      <source>acknowledged</source>
      <translation>quittiert</translation>
    </message>
    <message>
      <location filename="../../ui/language/moments.py"></location>
      <source>created</source>
      <translation>angelegt</translation>
    </message>
    <message>
      <location filename="../../ui/language/moments.py"></location>
      <source>detected</source>
      <translation>bemerkt</translation>
    </message>
    <message>
      <location filename="../../ui/language/moments.py"></location>
      <source>impact started</source>
      <translation>Beginn der Auswirkung</translation>
    </message>
    <message>
      <location filename="../../ui/language/moments.py"></location>
      <source>mitigated</source>
      <translation>eingedämmt</translation>
    </message>
    <message>
      <location filename="../../ui/language/moments.py"></location>
      <source>resolved</source>
      <translation>behoben</translation>
    </message>
  </context>
  <context>
    <name>ClockLine</name>
    <message>
      <location filename="../../ui/workflows/when_field.py"></location>
      <source>Take this out</source>
      <translation>Das entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/when_field.py"></location>
      <source>or</source>
      <translation>oder</translation>
    </message>
  </context>
  <context>
    <name>ClockPopup</name>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Correct</source>
      <translation>Korrigieren</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Correct %1</source>
      <translation>%1 korrigieren</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Say it like 14:02, yesterday 9:00 or 20 min ago.</source>
      <translation>Schreib es so: 14:02, gestern 9:00 oder vor 20 min.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Say why, in a few words.</source>
      <translation>Sag in ein paar Worten, warum.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Such as: customers wrote at nine already</source>
      <translation>Etwa: Kunden schrieben schon um neun</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>The first value and your reason stay in the timeline.</source>
      <translation>Der erste Wert und deine Begründung bleiben im Verlauf.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Why</source>
      <translation>Grund</translation>
    </message>
  </context>
  <context>
    <name>ClockTable</name>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>Clock</source>
      <translation>Zeit</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>MTTR with %1 open ones (Kaplan-Meier)</source>
      <translation>MTTR mit %1 offenen (Kaplan-Meier)</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>Mean</source>
      <translation>Mittel</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>Median</source>
      <translation>Median</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>Median, 95 %</source>
      <translation>Median, 95 %</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>Missing</source>
      <translation>Fehlend</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>The clocks</source>
      <translation>Die Zeiten</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>n</source>
      <translation>n</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>p90</source>
      <translation>p90</translation>
    </message>
  </context>
  <context>
    <name>ClocksCard</name>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Clocks</source>
      <translation>Zeiten</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Correct %1: %2</source>
      <translation>%1 korrigieren: %2</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Corrected by %1: %2</source>
      <translation>Korrigiert von %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>First: %1</source>
      <translation>Zuerst: %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Not known</source>
      <translation>Nicht bekannt</translation>
    </message>
  </context>
  <context>
    <name>Command</name>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>A main part is broken</source>
      <translation>Ein Hauptteil ist gestört</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>Another matter: /split mails are late</source>
      <translation>Eine andere Sache: /split Mails kommen spät</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>Call somebody: /help ben the proxy</source>
      <translation>Jemanden rufen: /help ben der Proxy</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Customers are cut off</source>
      <translation>Kunden sind abgeschnitten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>For how long? Say it like 30m, 2h or 1d.</source>
      <translation>Wie lange? Schreib es so: 30m, 2h oder 1d.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Give somebody a part</source>
      <translation>Jemandem eine Rolle geben</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Go by the policy as it is now</source>
      <translation>Dem aktuellen Eskalationsplan folgen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Hand it to somebody, who is called at once</source>
      <translation>Weitergeben; die Person wird sofort gerufen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>I have it</source>
      <translation>Ich übernehme</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>It can wait</source>
      <translation>Es kann warten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>It has to do with another: /relate 12</source>
      <translation>Es hängt mit einem anderen zusammen: /relate 12</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>It is over; say what solved it</source>
      <translation>Es ist vorbei; sag, was geholfen hat</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>Leave it alone: /snooze 2h</source>
      <translation>Ruhen lassen: /snooze 2h</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Move it on</source>
      <translation>Weiterschalten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>Open the room to talk in</source>
      <translation>Raum zum Reden öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Page the next level now</source>
      <translation>Nächste Stufe jetzt alarmieren</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Say in a few words what is to be done.</source>
      <translation>Sag in ein paar Worten, was zu tun ist.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>Say in a few words what the other matter is.</source>
      <translation>Sag in ein paar Worten, was die andere Sache ist.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Something to be done</source>
      <translation>Etwas ist zu tun</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>There is a way round it</source>
      <translation>Es geht auf einem Umweg</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>There is no command /%1. A note that begins with a slash is typed with two.</source>
      <translation>Den Befehl /%1 gibt es nicht. Eine Notiz, die mit einem Schrägstrich beginnt, schreibst du mit zweien.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>What happened so far</source>
      <translation>Was bisher geschah</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>Which incident? Give its number.</source>
      <translation>Welcher Vorfall? Gib seine Nummer an.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Which role? There are: %1.</source>
      <translation>Welche Rolle? Es gibt: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Which stage? There are: %1.</source>
      <translation>Welche Phase? Es gibt: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Who is it for?</source>
      <translation>Für wen ist es?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Who? Several people match %1.</source>
      <translation>Wer? Auf %1 passen mehrere.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Who? There is nobody called %1.</source>
      <translation>Wer? Niemand heißt %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Work goes on</source>
      <translation>Die Arbeit geht weiter</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>Work goes on in another: /merge 12</source>
      <translation>Die Arbeit geht in einem anderen weiter: /merge 12</translation>
    </message>
  </context>
  <context>
    <name>Commanding</name>
    <message>
      <location filename="../../ui/incidents/commanding.py"></location>
      <source>It was not stored.</source>
      <translation>Es wurde nicht gespeichert.</translation>
    </message>
  </context>
  <context>
    <name>CompareChip</name>
    <message>
      <location filename="../../ui/metrics/compare.py"></location>
      <source>Compare</source>
      <translation>Vergleichen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/compare.py"></location>
      <source>With %1</source>
      <translation>Mit %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/compare.py"></location>
      <source>With a year before</source>
      <translation>Mit dem Jahr davor</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/compare.py"></location>
      <source>With days of your own…</source>
      <translation>Mit eigenen Tagen…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/compare.py"></location>
      <source>With the period before</source>
      <translation>Mit dem Zeitraum davor</translation>
    </message>
  </context>
  <context>
    <name>Comparison</name>
    <message>
      <location filename="../../ui/schedules/balance/score.py"></location>
      <source>Proposal</source>
      <translation>Vorschlag</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/score.py"></location>
      <source>Today</source>
      <translation>Heute</translation>
    </message>
  </context>
  <context>
    <name>Completion</name>
    <message>
      <location filename="../../ui/incidents/completion.py"></location>
      <source>Completions</source>
      <translation>Vorschläge</translation>
    </message>
  </context>
  <context>
    <name>ComposeSheet</name>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Add a group</source>
      <translation>Gruppe hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Add to the timeline</source>
      <translation>In den Verlauf</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Begin with a template</source>
      <translation>Mit einer Vorlage beginnen</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Goes to: %1</source>
      <translation>Geht an: %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Groups</source>
      <translation>Gruppen</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Here you see every word, and what is masked in it.</source>
      <translation>Hier siehst du jedes Wort, und was darin unkenntlich gemacht wird.</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>How it stands</source>
      <translation>Wie es steht</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Markdown, in plain words.</source>
      <translation>Markdown, in einfachen Worten.</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Masked: %1.</source>
      <translation>Unkenntlich gemacht: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Next update</source>
      <translation>Nächste Meldung</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Nothing needs a mask.</source>
      <translation>Nichts muss unkenntlich gemacht werden.</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Only in the timeline of this incident.</source>
      <translation>Nur in den Verlauf dieses Vorfalls.</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Send</source>
      <translation>Senden</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Tell people about #%1</source>
      <translation>Über #%1 informieren</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Template</source>
      <translation>Vorlage</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>The status page and everybody who subscribed to it</source>
      <translation>Die Statusseite und alle, die sie abonniert haben</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>What does not work</source>
      <translation>Was nicht funktioniert</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>What leaves</source>
      <translation>Was hinausgeht</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>What leaves, with everything that is masked</source>
      <translation>Was hinausgeht, mit allem, was unkenntlich gemacht wird</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>What should they know? What is it, what does it mean for them, what happens next?</source>
      <translation>Was sollten sie wissen? Was ist los, was bedeutet es für sie, wie geht es weiter?</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>What the page calls it</source>
      <translation>Wie die Seite es nennt</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>What you say</source>
      <translation>Was du sagst</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Who reads it</source>
      <translation>Wer es liest</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Words that customers use.</source>
      <translation>Worte, die Kunden gebrauchen.</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>the status page</source>
      <translation>die Statusseite</translation>
    </message>
  </context>
  <context>
    <name>Composer</name>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>Give a file or a picture</source>
      <translation>Datei oder Bild anhängen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>Give files to the incident</source>
      <translation>Dateien an den Vorfall anhängen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>It cannot have happened in the future.</source>
      <translation>In der Zukunft kann es nicht passiert sein.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>It happened earlier</source>
      <translation>Es ist früher passiert</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>Note or command</source>
      <translation>Notiz oder Befehl</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>Send (Ctrl+Enter)</source>
      <translation>Senden (Strg+Enter)</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>Use</source>
      <translation>Übernehmen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>When did it happen?</source>
      <translation>Wann ist es passiert?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>Write a note, or / for a command…</source>
      <translation>Schreib eine Notiz, oder / für einen Befehl…</translation>
    </message>
  </context>
  <context>
    <name>ConditionsField</name>
    <message>
      <location filename="../../ui/workflows/conditions.py"></location>
      <source>A field of the incident</source>
      <translation>Ein Feld des Vorfalls</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/conditions.py"></location>
      <source>How often something happened</source>
      <translation>Wie oft etwas geschah</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/conditions.py"></location>
      <source>The hour of the week</source>
      <translation>Die Stunde der Woche</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/conditions.py"></location>
      <source>Which of them must hold</source>
      <translation>Welche davon gelten müssen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/conditions.py"></location>
      <source>all of these hold</source>
      <translation>alle davon gelten</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/conditions.py"></location>
      <source>any of these holds</source>
      <translation>eine davon gilt</translation>
    </message>
  </context>
  <context>
    <name>ConfirmPopup</name>
    <message>
      <location filename="../../ui/incidents/confirm_popup.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
  </context>
  <context>
    <name>ConnectForm</name>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Always</source>
      <translation>Immer</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Always, and its certificate is checked</source>
      <translation>Immer, und das Zertifikat wird geprüft</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>An empty database is enough: Watchbill makes its tables. Whoever keeps the server has these words; an address postgresql://… can be pasted into the first field.</source>
      <translation>Eine leere Datenbank genügt: Watchbill legt seine Tabellen an. Wer den Server betreut, kennt diese Angaben; eine Adresse postgresql://… lässt sich ins erste Feld einfügen.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Connect</source>
      <translation>Verbinden</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Connect to PostgreSQL</source>
      <translation>Mit PostgreSQL verbinden</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Database</source>
      <translation>Datenbank</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Encryption (TLS)</source>
      <translation>Verschlüsselung (TLS)</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>If it can be had</source>
      <translation>Wenn möglich</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>It holds %1 people and %2 incidents.</source>
      <translation>Sie enthält %1 Personen und %2 Vorfälle.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>It is empty; connecting makes Watchbill's tables.</source>
      <translation>Sie ist leer; beim Verbinden legt Watchbill seine Tabellen an.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>It works: PostgreSQL %1, %2.</source>
      <translation>Es geht: PostgreSQL %1, %2.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Kept in this machine's keyring, never in a settings file.</source>
      <translation>Liegt im Schlüsselbund dieses Rechners, nie in einer Einstellungsdatei.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Machine</source>
      <translation>Rechner</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Password</source>
      <translation>Passwort</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Port</source>
      <translation>Port</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Test</source>
      <translation>Testen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Trying…</source>
      <translation>Wird versucht…</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>User</source>
      <translation>Benutzer</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>You are invited</source>
      <translation>Du bist eingeladen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>You are invited, %1</source>
      <translation>Du bist eingeladen, %1</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Your team works on this database. Look it over, then connect.</source>
      <translation>Dein Team arbeitet mit dieser Datenbank. Sieh sie dir an, dann verbinde.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>encrypted</source>
      <translation>verschlüsselt</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>in the clear</source>
      <translation>unverschlüsselt</translation>
    </message>
  </context>
  <context>
    <name>ContactEntry</name>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Apprise address</source>
      <translation>Apprise-Adresse</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>At every hour.</source>
      <translation>Zu jeder Stunde.</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Hours</source>
      <translation>Zeiten</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Hours of %1</source>
      <translation>Zeiten von %1</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>It was not sent.</source>
      <translation>Es wurde nicht gesendet.</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Name of the contact</source>
      <translation>Name des Kontakts</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Replace</source>
      <translation>Ersetzen</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Send a test</source>
      <translation>Test senden</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Sending…</source>
      <translation>Wird gesendet…</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Sent. Look whether it arrived.</source>
      <translation>Gesendet. Sieh nach, ob es angekommen ist.</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Some hours</source>
      <translation>Nur zeitweise</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Take %1 out</source>
      <translation>%1 entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>The address is sealed: it can be replaced, not read.</source>
      <translation>Die Adresse ist versiegelt: Sie lässt sich ersetzen, nicht lesen.</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>When it is used for what is not urgent, by their own clock. High urgency comes at every hour.</source>
      <translation>Wann er für nicht Dringendes genutzt wird, nach der Ortszeit der Person. Hohe Dringlichkeit kommt zu jeder Stunde.</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>ntfy://ntfy.sh/topic, mailto://…</source>
      <translation>ntfy://ntfy.sh/topic, mailto://…</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>phone</source>
      <translation>Telefon</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>this contact</source>
      <translation>diesen Kontakt</translation>
    </message>
  </context>
  <context>
    <name>DatabaseCard</name>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>%1 people, %2 incidents</source>
      <translation>%1 Personen, %2 Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Address</source>
      <translation>Adresse</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Check it</source>
      <translation>Prüfen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Connect to another…</source>
      <translation>Andere verbinden…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Database</source>
      <translation>Datenbank</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Holds</source>
      <translation>Inhalt</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Invite…</source>
      <translation>Einladen…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>It is sound, and its audit log was not altered.</source>
      <translation>Sie ist in Ordnung, und ihr Audit-Protokoll wurde nicht verändert.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Key</source>
      <translation>Schlüssel</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Kind</source>
      <translation>Art</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Looking through everything…</source>
      <translation>Alles wird durchgesehen…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>not on this machine: contacts and integration keys cannot be read</source>
      <translation>nicht auf diesem Rechner: Kontakte und Integrationsschlüssel lassen sich nicht lesen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>on this machine</source>
      <translation>auf diesem Rechner</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>schema</source>
      <translation>Schema</translation>
    </message>
  </context>
  <context>
    <name>DateField</name>
    <message>
      <location filename="../../ui/widgets/clock.py"></location>
      <source>2026-11-23</source>
      <translation>2026-11-23</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/clock.py"></location>
      <source>Calendar</source>
      <translation>Kalender</translation>
    </message>
  </context>
  <context>
    <name>DateTimeField</name>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <source>14:02, yesterday 9:00, 20 min ago</source>
      <translation>14:02, gestern 9:00, vor 20 min</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <source>Calendar</source>
      <translation>Kalender</translation>
    </message>
  </context>
  <context>
    <name>DeclareFields</name>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>A title is needed: say in a few words what is wrong.</source>
      <translation>Ein Titel ist nötig: Sag in ein paar Worten, was nicht stimmt.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Add services</source>
      <translation>Dienste hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Also hit</source>
      <translation>Auch betroffen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Began</source>
      <translation>Beginn</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Category</source>
      <translation>Kategorie</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Choose a category</source>
      <translation>Kategorie wählen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Choose a service</source>
      <translation>Dienst wählen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Customers hit</source>
      <translation>Betroffene Kunden</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Description</source>
      <translation>Beschreibung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>How bad is it?</source>
      <translation>Wie schlimm ist es?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>How many? For example: 120</source>
      <translation>Wie viele? Zum Beispiel: 120</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Impact</source>
      <translation>Auswirkung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>It began earlier</source>
      <translation>Es begann früher</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>It is a drill</source>
      <translation>Es ist eine Übung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Keep it private</source>
      <translation>Privat halten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>More services</source>
      <translation>Weitere Dienste</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Private: nothing of it leaves the house</source>
      <translation>Privat: nichts davon geht hinaus</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Regions</source>
      <translation>Regionen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Say it like 14:02, yesterday 9:00 or 20 min ago.</source>
      <translation>Schreib es so: 14:02, gestern 9:00 oder vor 20 min.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Service</source>
      <translation>Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Severity</source>
      <translation>Schweregrad</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>This is a drill</source>
      <translation>Dies ist eine Übung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Title</source>
      <translation>Titel</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Urgency</source>
      <translation>Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>What do you see? Markdown is welcome.</source>
      <translation>Was siehst du? Markdown ist willkommen.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>What is broken</source>
      <translation>Was ist gestört</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>What is wrong? For example: checkout fails for cards</source>
      <translation>Was stimmt nicht? Zum Beispiel: Kartenzahlung schlägt fehl</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Who notices, and how?</source>
      <translation>Wer merkt es, und wie?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>With commas: EU, US</source>
      <translation>Mit Kommas: EU, US</translation>
    </message>
  </context>
  <context>
    <name>DeclareForm</name>
    <message>
      <location filename="../../ui/incidents/declare.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare.py"></location>
      <source>Declare an incident</source>
      <translation>Vorfall melden</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare.py"></location>
      <source>Declare incident</source>
      <translation>Vorfall melden</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare.py"></location>
      <source>Enter</source>
      <translation>Enter</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare.py"></location>
      <source>Start over</source>
      <translation>Von vorn</translation>
    </message>
  </context>
  <context>
    <name>Desk</name>
    <message>
      <location filename="../../ui/people/desk.py"></location>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/people/desk.py"></location>
      <source>Remove…</source>
      <translation>Entfernen…</translation>
    </message>
  </context>
  <context>
    <name>Desktop</name>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>Connect to another…</source>
      <translation>Andere verbinden…</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>Its port is in use already.</source>
      <translation>Der Port ist schon belegt.</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>Making the sample team</source>
      <translation>Das Beispielteam wird angelegt</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>Not connected</source>
      <translation>Nicht verbunden</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>Restore a backup: watchbill db restore FILE --replace. %1</source>
      <translation>Sicherung einspielen: watchbill db restore FILE --replace. %1</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>Signals and links do not reach this window.</source>
      <translation>Signale und Links erreichen dieses Fenster nicht.</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>The database cannot be opened.</source>
      <translation>Die Datenbank lässt sich nicht öffnen.</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>The database file is damaged.</source>
      <translation>Die Datenbankdatei ist beschädigt.</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>Try again</source>
      <translation>Erneut versuchen</translation>
    </message>
  </context>
  <context>
    <name>DiffList</name>
    <message>
      <location filename="../../ui/schedules/publish/diff_list.py"></location>
      <source>What changes hands</source>
      <translation>Was wechselt</translation>
    </message>
  </context>
  <context>
    <name>DraftBar</name>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>%1 are drafting too.</source>
      <translation>%1 entwerfen auch gerade.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>%1 changes so far</source>
      <translation>%1 Änderungen bisher</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>%1 is drafting too.</source>
      <translation>%1 entwirft auch gerade.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>1 change so far</source>
      <translation>1 Änderung bisher</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Discard</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Draft</source>
      <translation>Entwurf</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Draft · %1 changes</source>
      <translation>Entwurf · %1 Änderungen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Draft · 1 change</source>
      <translation>Entwurf · 1 Änderung</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Everything is undone.</source>
      <translation>Alles ist rückgängig gemacht.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Fair fill</source>
      <translation>Faire Verteilung</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Look at both</source>
      <translation>Beides ansehen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>More</source>
      <translation>Mehr</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Nothing is overwritten: who publishes second merges.</source>
      <translation>Nichts wird überschrieben: Wer als Zweites veröffentlicht, führt zusammen.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Preview</source>
      <translation>Vorschau</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Publish</source>
      <translation>Veröffentlichen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Published meanwhile.</source>
      <translation>Inzwischen veröffentlicht.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Redo</source>
      <translation>Wiederholen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Shows first what changes (Ctrl+Enter)</source>
      <translation>Zeigt zuerst, was sich ändert (Strg+Enter)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Somebody changed what you draft too. Nothing of yours is lost.</source>
      <translation>Jemand hat geändert, was auch du entwirfst. Nichts von dir ist verloren.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
  </context>
  <context>
    <name>Drafting</name>
    <message>
      <location filename="../../ui/schedules/drafting.py"></location>
      <source>%1 is gone, and was taken out of the draft.</source>
      <translation>%1 gibt es nicht mehr und wurde aus dem Entwurf entfernt.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/drafting.py"></location>
      <source>Somebody published meanwhile; your draft is on top of that now.</source>
      <translation>Jemand hat inzwischen veröffentlicht; dein Entwurf baut jetzt darauf auf.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/drafting.py"></location>
      <source>What you had drafted is in force already.</source>
      <translation>Was du entworfen hattest, gilt schon.</translation>
    </message>
  </context>
  <context>
    <name>DrillCard</name>
    <message>
      <location filename="../../ui/incidents/drill_card.py"></location>
      <source>%1 of %2 met</source>
      <translation>%1 von %2 erfüllt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/drill_card.py"></location>
      <source>An exercise: nothing is wrong.</source>
      <translation>Eine Übung: Nichts ist gestört.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/drill_card.py"></location>
      <source>Drill</source>
      <translation>Übung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/drill_card.py"></location>
      <source>Score card of the drill</source>
      <translation>Auswertung der Übung</translation>
    </message>
  </context>
  <context>
    <name>DrillSetup</name>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>A drill needs a service with a policy, and there is none yet.</source>
      <translation>Eine Übung braucht einen Dienst mit Eskalationsplan, und noch gibt es keinen.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Choose a service to see whom its drill would page.</source>
      <translation>Wähle einen Dienst, um zu sehen, wen seine Übung alarmieren würde.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Choose what breaks; its policy pages.</source>
      <translation>Wähle, was ausfällt; sein Eskalationsplan alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>DRILL</source>
      <translation>ÜBUNG</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Nobody whom this service pages has agreed to drills, so nobody would hear of it. Each agrees on the People page.</source>
      <translation>Niemand, den dieser Dienst alarmiert, hat Übungen zugestimmt, also würde niemand davon hören. Jede Person stimmt auf der Seite Personen zu.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Not paged, for they have not agreed: %1</source>
      <translation>Nicht alarmiert, weil keine Zustimmung vorliegt: %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Note: %1</source>
      <translation>Hinweis: %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>On the service</source>
      <translation>Für den Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Pages</source>
      <translation>Alarmierungen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Real messages go to the people above, marked DRILL. Nobody else is paged, and real trouble pages as always.</source>
      <translation>Echte Nachrichten gehen an die Personen oben, mit dem Vermerk ÜBUNG. Sonst wird niemand alarmiert, und echte Störungen alarmieren wie immer.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Script</source>
      <translation>Drehbuch</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Start the drill</source>
      <translation>Übung starten</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Warning: a drill sends real messages</source>
      <translation>Achtung: Eine Übung sendet echte Nachrichten</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Which service breaks?</source>
      <translation>Welcher Dienst fällt aus?</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>at once</source>
      <translation>sofort</translation>
    </message>
  </context>
  <context>
    <name>DrillsCard</name>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>A game day on the real engine: only people who agreed are paged, and everything says DRILL.</source>
      <translation>Ein Übungstag auf der echten Engine: Nur wer zugestimmt hat, wird alarmiert, und überall steht ÜBUNG.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Begun %1 by %2. Steps to come: %3.</source>
      <translation>Begonnen %1 von %2. Schritte, die noch kommen: %3.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>DRILL runs: %1</source>
      <translation>ÜBUNG läuft: %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Drills</source>
      <translation>Übungen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Nothing more happens, and what is open of it is resolved.</source>
      <translation>Weiter geschieht nichts, und was davon offen ist, wird behoben.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Prepare a drill</source>
      <translation>Übung vorbereiten</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Stop</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Stop the drill: what is open of it is resolved</source>
      <translation>Übung beenden: Was davon offen ist, wird behoben</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>There was no drill yet.</source>
      <translation>Noch gab es keine Übung.</translation>
    </message>
  </context>
  <context>
    <name>DryPicture</name>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>%1 by %2, %3 (%4)</source>
      <translation>%1 per %2, %3 (%4)</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>%1, round %2</source>
      <translation>%1, Runde %2</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>Last resort</source>
      <translation>Letzte Instanz</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>Level %1</source>
      <translation>Stufe %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>Round %1</source>
      <translation>Runde %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>Who would be called when</source>
      <translation>Wer wann gerufen würde</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>after %1</source>
      <translation>nach %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>at once</source>
      <translation>sofort</translation>
    </message>
  </context>
  <context>
    <name>DryRun</name>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>%1 is called after %2.</source>
      <translation>%1 wird nach %2 gerufen.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>%1 is called at once.</source>
      <translation>%1 wird sofort gerufen.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>A branch leads to %1. </source>
      <translation>Ein Zweig führt zu %1. </translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Another time</source>
      <translation>Andere Zeit</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Any service</source>
      <translation>Jeder Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Any severity</source>
      <translation>Jeder Schweregrad</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Dry run</source>
      <translation>Probelauf</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>High urgency</source>
      <translation>Hohe Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Last resort</source>
      <translation>Letzte Instanz</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Level %1</source>
      <translation>Stufe %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Low urgency</source>
      <translation>Niedrige Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Next holiday</source>
      <translation>Nächster Feiertag</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Nobody would be called.</source>
      <translation>Niemand würde gerufen.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Now</source>
      <translation>Jetzt</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Service</source>
      <translation>Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Severity</source>
      <translation>Schweregrad</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Tonight 03:00</source>
      <translation>Heute Nacht 03:00</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Urgency</source>
      <translation>Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Without an answer it ends after %1.</source>
      <translation>Ohne Antwort endet er nach %1.</translation>
    </message>
  </context>
  <context>
    <name>DurationField</name>
    <message>
      <location filename="../../ui/widgets/duration.py"></location>
      <source>5m, 2h, 1d</source>
      <translation>5m, 2h, 1d</translation>
    </message>
  </context>
  <context>
    <name>DutyStrip</name>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>%1 after %2</source>
      <translation>%1 nach %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>%1 has it</source>
      <translation>%1 ist zuständig</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>%1 is paged again in %2.</source>
      <translation>%1 wird in %2 erneut alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>%1 is paged in %2.</source>
      <translation>%1 wird in %2 alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>%1 is paged now.</source>
      <translation>%1 wird jetzt alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>%1 was paged.</source>
      <translation>%1 wurde alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>Began %1</source>
      <translation>Beginn %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>Clock</source>
      <translation>Uhr</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>Nobody else will be paged.</source>
      <translation>Sonst wird niemand alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>Nobody has it yet.</source>
      <translation>Noch ist niemand zuständig.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>Somebody has it</source>
      <translation>Jemand ist zuständig</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>Take it</source>
      <translation>Übernehmen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>The next level</source>
      <translation>Die nächste Stufe</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>You have it</source>
      <translation>Du bist zuständig</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>since %1</source>
      <translation>seit %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>snoozed until %1</source>
      <translation>zurückgestellt bis %1</translation>
    </message>
  </context>
  <context>
    <name>EditPopup</name>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>Choose who is on call.</source>
      <translation>Wähle, wer Bereitschaft hat.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>From</source>
      <translation>Von</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>Say a time like 14:00, thu 9:00 or 26 nov 9:00.</source>
      <translation>Nenne eine Zeit wie 14:00, Do 9:00 oder 26 Nov 9:00.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>The end must come after the beginning.</source>
      <translation>Das Ende muss nach dem Beginn liegen.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>Until</source>
      <translation>Bis</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>Who</source>
      <translation>Wer</translation>
    </message>
  </context>
  <context>
    <name>EditionsSheet</name>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Bring this one back</source>
      <translation>Diese zurückholen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Earlier editions</source>
      <translation>Frühere Fassungen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Edition</source>
      <translation>Fassung</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Edition %1</source>
      <translation>Fassung %1</translation>
    </message>
  </context>
  <context>
    <name>Editor</name>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Changed meanwhile.</source>
      <translation>Inzwischen geändert.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editing.py"></location>
      <source>Discard</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Not removed.</source>
      <translation>Nicht entfernt.</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Not saved yet</source>
      <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Not saved.</source>
      <translation>Nicht gespeichert.</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Remove…</source>
      <translation>Entfernen…</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <location filename="../../ui/tasks/editing.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Save mine</source>
      <translation>Meins speichern</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Saving…</source>
      <translation>Wird gespeichert…</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <location filename="../../ui/tasks/editing.py"></location>
      <source>Show theirs</source>
      <translation>Andere Fassung zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editing.py"></location>
      <source>Somebody changed this; what you typed is not saved yet.</source>
      <translation>Jemand hat das geändert; was du getippt hast, ist noch nicht gespeichert.</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Somebody else saved this too. Nothing you typed is lost.</source>
      <translation>Jemand anderes hat dies auch gespeichert. Nichts, was du getippt hast, ist verloren.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editing.py"></location>
      <source>This is not there any more.</source>
      <translation>Das gibt es nicht mehr.</translation>
    </message>
  </context>
  <context>
    <name>EditorPanel</name>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source> · goes before the layers below</source>
      <translation> · geht vor die Ebenen darunter</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>All rotations</source>
      <translation>Alle Rotationen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Copy of %1</source>
      <translation>Kopie von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Delete</source>
      <translation>Löschen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Delete %1</source>
      <translation>%1 löschen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Done</source>
      <translation>Fertig</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Duplicate</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Earlier versions</source>
      <translation>Frühere Versionen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Layer %1</source>
      <translation>Ebene %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>New rotation</source>
      <translation>Neue Rotation</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>No rotation yet: only covers put somebody on call.</source>
      <translation>Noch keine Rotation: Bereitschaft nur durch Vertretungen.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Remove schedule…</source>
      <translation>Plan entfernen…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Rotations of %1</source>
      <translation>Rotationen von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Settings of the schedule</source>
      <translation>Einstellungen des Plans</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>copy of %1</source>
      <translation>Kopie von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>rotation</source>
      <translation>Rotation</translation>
    </message>
  </context>
  <context>
    <name>EffectChoice</name>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>%1 stay on call until %2, then the new rules count.</source>
      <translation>%1 haben bis %2 Bereitschaft, dann gelten die neuen Regeln.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>%1 stays on call until %2, then the new rules count.</source>
      <translation>%1 hat bis %2 Bereitschaft, dann gelten die neuen Regeln.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>After a full round</source>
      <translation>Nach einer vollen Runde</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>After this shift</source>
      <translation>Nach dieser Schicht</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>No rotation changes, so everything counts at once.</source>
      <translation>Keine Rotation ändert sich, also gilt alles sofort.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>Nobody on call now is affected: the new rules count at once.</source>
      <translation>Wer jetzt Bereitschaft hat, ist nicht betroffen: Die neuen Regeln gelten sofort.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>Now</source>
      <translation>Jetzt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>The old rules count until %2, when every shift that runs now has ended.</source>
      <translation>Die alten Regeln gelten bis %2, wenn jede laufende Schicht zu Ende ist.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>The old rules count until %2, when everybody has had their turn.</source>
      <translation>Die alten Regeln gelten bis %2, wenn alle an der Reihe waren.</translation>
    </message>
  </context>
  <context>
    <name>Export</name>
    <message>
      <location filename="../../ui/incidents/export.py"></location>
      <source>Export the incident</source>
      <translation>Vorfall exportieren</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/export.py"></location>
      <source>Exported to %1</source>
      <translation>Exportiert nach %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/export.py"></location>
      <source>masked: %1</source>
      <translation>unkenntlich gemacht: %1</translation>
    </message>
  </context>
  <context>
    <name>FactsCard</name>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Also hit</source>
      <translation>Auch betroffen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>An alert</source>
      <translation>Ein Alarm</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Began</source>
      <translation>Beginn</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Category</source>
      <translation>Kategorie</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Choose</source>
      <translation>Wählen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Declared by</source>
      <translation>Gemeldet von</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Description</source>
      <translation>Beschreibung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Facts</source>
      <translation>Fakten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Give a role</source>
      <translation>Rolle vergeben</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Impact</source>
      <translation>Auswirkung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>No service</source>
      <translation>Kein Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Nobody</source>
      <translation>Niemand</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>None</source>
      <translation>Keine</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>None: nobody is paged</source>
      <translation>Keiner: niemand wird alarmiert</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Policy</source>
      <translation>Eskalation</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Service</source>
      <translation>Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Somebody outside the team</source>
      <translation>Jemand außerhalb des Teams</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>The script of the drill</source>
      <translation>Das Drehbuch der Übung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Urgency</source>
      <translation>Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>When did it begin?</source>
      <translation>Wann hat es begonnen?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Who notices, and how? For example: cards fail, wallets are fine.</source>
      <translation>Wer merkt es, und wie? Zum Beispiel: Karten gehen nicht, Wallets schon.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Who notices?</source>
      <translation>Wer merkt es?</translation>
    </message>
  </context>
  <context>
    <name>FactsColumn</name>
    <message>
      <location filename="../../ui/incidents/facts_column.py"></location>
      <source>Facts</source>
      <translation>Fakten</translation>
    </message>
  </context>
  <context>
    <name>FairnessPanel</name>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>%1, fair would be %2</source>
      <translation>%1, fair wären %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>%1, helped out</source>
      <translation>%1, eingesprungen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>All measures as a table, for a spreadsheet</source>
      <translation>Alle Maße als Tabelle, für ein Tabellenblatt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Both</source>
      <translation>Beides</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Copy figures</source>
      <translation>Zahlen kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Fair part</source>
      <translation>Fairer Anteil</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Fairness score</source>
      <translation>Fairness-Wert</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>How it is computed</source>
      <translation>Wie er berechnet wird</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>In view</source>
      <translation>Sichtbar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Last 90 days</source>
      <translation>Letzte 90 Tage</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Next 90 days</source>
      <translation>Nächste 90 Tage</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Nothing of this in the span.</source>
      <translation>Nichts davon im Zeitraum.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Pages are not scored: they are luck.</source>
      <translation>Alarmierungen zählen nicht: Sie sind Zufall.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Person</source>
      <translation>Person</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>The mark is a fair part, by the time somebody was there.</source>
      <translation>Die Marke ist ein fairer Anteil, nach der Zeit, in der jemand da war.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>To change hands: %1</source>
      <translation>Müsste wechseln: %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>helped out</source>
      <translation>eingesprungen</translation>
    </message>
  </context>
  <context>
    <name>Field</name>
    <message>
      <location filename="../../ui/widgets/field.py"></location>
      <source>optional</source>
      <translation>optional</translation>
    </message>
  </context>
  <context>
    <name>FieldEntry</name>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Asked when declaring</source>
      <translation>Beim Melden gefragt</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Choices, with commas between</source>
      <translation>Auswahl, mit Kommas dazwischen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Comparison</source>
      <translation>Vergleich</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Field</source>
      <translation>Feld</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Kind of the field</source>
      <translation>Art des Felds</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Must be filled in</source>
      <translation>Muss ausgefüllt werden</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Name of the field</source>
      <translation>Name des Felds</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Take the field %1 away</source>
      <translation>Feld %1 entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Take this out</source>
      <translation>Das entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Value</source>
      <translation>Wert</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>What of it?</source>
      <translation>Was davon?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>What?</source>
      <translation>Was?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Which?</source>
      <translation>Welche?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>contains</source>
      <translation>enthält</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>does not contain</source>
      <translation>enthält nicht</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>ends with</source>
      <translation>endet mit</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>free, paid</source>
      <translation>kostenlos, bezahlt</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is</source>
      <translation>ist</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is less than</source>
      <translation>ist kleiner als</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is milder than</source>
      <translation>ist milder als</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is more than</source>
      <translation>ist größer als</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is not</source>
      <translation>ist nicht</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is not set</source>
      <translation>ist nicht gesetzt</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is set</source>
      <translation>ist gesetzt</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is worse than</source>
      <translation>ist schlimmer als</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>matches</source>
      <translation>passt auf</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>starts with</source>
      <translation>beginnt mit</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>such as 30m</source>
      <translation>etwa 30m</translation>
    </message>
  </context>
  <context>
    <name>FillPanel</name>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>%1 of %2 turns change hands.</source>
      <translation>%1 von %2 Turnussen wechseln.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>%1 weeks</source>
      <translation>%1 Wochen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>1 of %2 turns changes hands.</source>
      <translation>1 von %2 Turnussen wechselt.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>A year</source>
      <translation>Ein Jahr</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Amber: %1 before, %2 after.</source>
      <translation>Gelb: vorher %1, nachher %2.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Choose at least one row.</source>
      <translation>Wähle mindestens eine Zeile.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Everybody of these rotations</source>
      <translation>Alle aus diesen Rotationen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Fair fill (%1 to %2)</source>
      <translation>Faire Verteilung (%1 zu %2)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Find the fairest</source>
      <translation>Die fairste finden</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>From the next hand-off, for</source>
      <translation>Ab der nächsten Übergabe, für</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Gaps</source>
      <translation>Lücken</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Hands out the turns anew: nobody on time off or in two places, within the limits, and as evenly as can be. What was carried in the last quarter counts.</source>
      <translation>Verteilt die Turnusse neu: niemand während einer Abwesenheit oder an zwei Orten, innerhalb der Grenzen und so gleichmäßig wie möglich. Was im letzten Quartal getragen wurde, zählt mit.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>In view</source>
      <translation>Sichtbar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Leave it</source>
      <translation>So lassen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>More wishes are met.</source>
      <translation>Mehr Wünsche werden erfüllt.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Red findings: %1 before, %2 after.</source>
      <translation>Rote Befunde: vorher %1, nachher %2.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Rows</source>
      <translation>Zeilen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Take it</source>
      <translation>Übernehmen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Trying thousands of rotas</source>
      <translation>Tausende Dienstpläne werden probiert</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>What is there is as fair as can be: nothing better was found.</source>
      <translation>Fairer geht es nicht: Nichts Besseres wurde gefunden.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Who may be given turns</source>
      <translation>Wer Turnusse bekommen darf</translation>
    </message>
  </context>
  <context>
    <name>FilterChips</name>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Any time</source>
      <translation>Jederzeit</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Filters</source>
      <translation>Filter</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Last %n days</source>
      <translation>
        <numerusform>Letzter %n Tag</numerusform>
        <numerusform>Letzte %n Tage</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Last 24 hours</source>
      <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Last year</source>
      <translation>Letztes Jahr</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Mine</source>
      <translation>Meine</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Only %1; press to show all</source>
      <translation>Nur %1; drücken, um alle zu sehen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Open</source>
      <translation>Offen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Service</source>
      <translation>Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Severity</source>
      <translation>Schweregrad</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Stage</source>
      <translation>Phase</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>What I have, or play a part in</source>
      <translation>Wofür ich zuständig bin oder eine Rolle habe</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>What people still work on; off shows all</source>
      <translation>Woran noch gearbeitet wird; aus zeigt alle</translation>
    </message>
  </context>
  <context>
    <name>Finding</name>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>Amber</source>
      <translation>Gelb</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>Nobody for %1</source>
      <translation>Niemand für %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>Red</source>
      <translation>Rot</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>Show</source>
      <translation>Zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>Show: %1</source>
      <translation>Zeigen: %1</translation>
    </message>
  </context>
  <context>
    <name>FixedEntry</name>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Take this out</source>
      <translation>Das entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>This is nested; the workspace file can change it.</source>
      <translation>Das ist verschachtelt; die Arbeitsbereich-Datei kann es ändern.</translation>
    </message>
  </context>
  <context>
    <name>FollowupEditor</name>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>#%1 %2</source>
      <translation>#%1 %2</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Details</source>
      <translation>Einzelheiten</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Due</source>
      <translation>Fällig</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Incident</source>
      <translation>Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Keep as follow-up</source>
      <translation>Als Folgeaufgabe behalten</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>More about it; Markdown is fine</source>
      <translation>Mehr dazu; Markdown geht</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>New follow-up</source>
      <translation>Neue Folgeaufgabe</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Nobody yet</source>
      <translation>Noch niemand</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Owner</source>
      <translation>Verantwortlich</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Priority</source>
      <translation>Priorität</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Show the incident</source>
      <translation>Vorfall zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>State</source>
      <translation>Status</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>This is no day; expected one such as 2026-11-23.</source>
      <translation>Das ist kein Tag; erwartet wird etwas wie 2026-11-23.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>What</source>
      <translation>Was</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>What is to be done</source>
      <translation>Was zu tun ist</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Which incident is it of?</source>
      <translation>Zu welchem Vorfall gehört sie?</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>by %1, %2</source>
      <translation>von %1, %2</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>by its severity</source>
      <translation>nach Schweregrad</translation>
    </message>
  </context>
  <context>
    <name>FollowupsCard</name>
    <message>
      <location filename="../../ui/tasks/followups_card.py"></location>
      <source>%1 of %2 done</source>
      <translation>%1 von %2 erledigt</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/followups_card.py"></location>
      <source>%1 tasks are still open.</source>
      <translation>%1 Aufgaben sind noch offen.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/followups_card.py"></location>
      <source>1 task is still open.</source>
      <translation>1 Aufgabe ist noch offen.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/followups_card.py"></location>
      <source>Add a follow-up</source>
      <translation>Folgeaufgabe hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/followups_card.py"></location>
      <source>Follow-ups</source>
      <translation>Folgeaufgaben</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/followups_card.py"></location>
      <source>Keep as follow-ups</source>
      <translation>Als Folgeaufgaben behalten</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/followups_card.py"></location>
      <source>Open “%1”</source>
      <translation>„%1“ öffnen</translation>
    </message>
  </context>
  <context>
    <name>FollowupsPage</name>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Add follow-up</source>
      <translation>Neue Folgeaufgabe</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Choose a follow-up.</source>
      <translation>Wähle eine Folgeaufgabe.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Done</source>
      <translation>Erledigt</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Each has an owner and a day by the severity of its incident; the owner is reminded. Reviews and open tasks become follow-ups, or add one by hand.</source>
      <translation>Jede hat eine verantwortliche Person und einen Tag nach dem Schweregrad ihres Vorfalls; die Person wird erinnert. Nachbetrachtungen und offene Aufgaben werden zu Folgeaufgaben, oder du fügst eine von Hand hinzu.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Every follow-up is done.</source>
      <translation>Alle Folgeaufgaben sind erledigt.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Filter follow-ups</source>
      <translation>Filtern</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Follow-ups</source>
      <translation>Folgeaufgaben</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Give to me</source>
      <translation>Mir geben</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Mine</source>
      <translation>Meine</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Nobody's</source>
      <translation>Unvergeben</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Nothing like that is left to do.</source>
      <translation>So etwas ist nicht mehr zu tun.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Nothing was done yet.</source>
      <translation>Noch wurde nichts erledigt.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Overdue</source>
      <translation>Überfällig</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Saved</source>
      <translation>Gespeichert</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Show the incident</source>
      <translation>Vorfall zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Space marks what is done; arrow keys go through the list.</source>
      <translation>Leertaste markiert Erledigtes; mit den Pfeiltasten gehst du durch die Liste.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>What an incident leaves to do lands here.</source>
      <translation>Was ein Vorfall zu tun übrig lässt, landet hier.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>“Done” shows what was.</source>
      <translation>„Erledigt“ zeigt, was war.</translation>
    </message>
  </context>
  <context>
    <name>Forecast</name>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>#%1 was like this: %2. What solved it: %3</source>
      <translation>#%1 war ähnlich: %2. Was geholfen hat: %3</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>%1 in %2</source>
      <translation>%1 in %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>%1 now</source>
      <translation>%1 sofort</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>; %1 has trouble now</source>
      <translation>; %1 ist gerade gestört</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>It needs %1 itself%2.</source>
      <translation>Er braucht selbst %1%2.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>May hit %1, which need it.</source>
      <translation>Betrifft vielleicht auch %1 (darauf angewiesen).</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>Open #%1</source>
      <translation>#%1 öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>Open already. Is it this one? Then help there:</source>
      <translation>Schon offen. Ist es dieser? Dann hilf dort:</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>Pages %1.</source>
      <translation>Alarmiert: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>Pages nobody, because no service is chosen. The team sees it here.</source>
      <translation>Alarmiert niemanden, weil kein Dienst gewählt ist. Das Team sieht es hier.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>Pages nobody: this service has no policy that reaches anybody.</source>
      <translation>Alarmiert niemanden: Dieser Dienst hat keinen Eskalationsplan, der jemanden erreicht.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>then %1 more</source>
      <translation>dann %1 weitere</translation>
    </message>
  </context>
  <context>
    <name>FormCard</name>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>A room of its own is made for each incident behind an address that ends with a slash; any other address is your one room. Empty: no room.</source>
      <translation>Hinter einer Adresse, die mit einem Schrägstrich endet, bekommt jeder Vorfall einen eigenen Raum; jede andere Adresse ist euer einer Raum. Leer: kein Raum.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Add a category</source>
      <translation>Kategorie hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Add a field</source>
      <translation>Feld hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Ask for a reason at a desk; who answers a page is never asked.</source>
      <translation>Am Desktop nach einem Grund fragen; wer auf eine Alarmierung antwortet, wird nie gefragt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Categories</source>
      <translation>Kategorien</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Declaring and responding</source>
      <translation>Melden und Bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Fields of your own</source>
      <translation>Eigene Felder</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Leave it as it was</source>
      <translation>Lassen, wie es war</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Reasons</source>
      <translation>Gründe</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Save what the form asks for</source>
      <translation>Felder des Formulars speichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Saved.</source>
      <translation>Gespeichert.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>What only your team asks for: a ticket, a plan, an account manager.</source>
      <translation>Wonach nur euer Team fragt: ein Ticket, ein Tarif, ein Kundenbetreuer.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Where you talk</source>
      <translation>Wo ihr redet</translation>
    </message>
  </context>
  <context>
    <name>Given</name>
    <message>
      <location filename="../../ui/incidents/given.py"></location>
      <source>%1 has %2; 25 MB is the most.</source>
      <translation>%1 hat %2; höchstens 25 MB sind möglich.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/given.py"></location>
      <source>Take it away</source>
      <translation>Wieder entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/given.py"></location>
      <source>This picture cannot be read.</source>
      <translation>Dieses Bild lässt sich nicht lesen.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/given.py"></location>
      <source>happened %1</source>
      <translation>passiert %1</translation>
    </message>
  </context>
  <context>
    <name>Hand</name>
    <message>
      <location filename="../../ui/schedules/hand/hand.py"></location>
      <source>New cover (N)</source>
      <translation>Neue Vertretung (N)</translation>
    </message>
  </context>
  <context>
    <name>Happened</name>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>%1 is %2</source>
      <translation>%1: jetzt %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>%1 is %2, after %3</source>
      <translation>%1: jetzt %2, nach %3</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>%1 is no longer %2</source>
      <translation>%1: nicht mehr %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Affected</source>
      <translation>Betroffen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Category</source>
      <translation>Kategorie</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Customers</source>
      <translation>Kunden</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Description added</source>
      <translation>Beschreibung ergänzt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Description changed</source>
      <translation>Beschreibung geändert</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Description removed</source>
      <translation>Beschreibung entfernt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Drill</source>
      <translation>Übung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Follow-up</source>
      <translation>Folgeaufgabe</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Follow-up changed</source>
      <translation>Folgeaufgabe geändert</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Follow-up done</source>
      <translation>Folgeaufgabe erledigt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Follow-up dropped</source>
      <translation>Folgeaufgabe verworfen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Follow-up for %1: %2</source>
      <translation>Folgeaufgabe für %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Follow-up open again</source>
      <translation>Folgeaufgabe wieder offen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Follow-up under way</source>
      <translation>Folgeaufgabe begonnen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Impact added</source>
      <translation>Auswirkung ergänzt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Impact changed</source>
      <translation>Auswirkung geändert</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Impact removed</source>
      <translation>Auswirkung entfernt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Private</source>
      <translation>Privat</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Regions</source>
      <translation>Regionen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Service</source>
      <translation>Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Severity</source>
      <translation>Schweregrad</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Talk at %1</source>
      <translation>Gespräch unter %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Task done</source>
      <translation>Aufgabe erledigt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Task dropped</source>
      <translation>Aufgabe verworfen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Task for %1: %2</source>
      <translation>Aufgabe für %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Task open again</source>
      <translation>Aufgabe wieder offen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Task under way</source>
      <translation>Aufgabe begonnen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>There is no room to talk any more</source>
      <translation>Es gibt keinen Raum mehr zum Sprechen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Title</source>
      <translation>Titel</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Urgency</source>
      <translation>Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>no</source>
      <translation>nein</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>nobody</source>
      <translation>niemanden</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>none</source>
      <translation>keine</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>yes</source>
      <translation>ja</translation>
    </message>
  </context>
  <context>
    <name>Harmed</name>
    <message>
      <location filename="../../ui/status/harmed.py"></location>
      <source>Add a part of the page</source>
      <translation>Teil der Seite hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/status/harmed.py"></location>
      <source>Leave %1 as it is</source>
      <translation>%1 lassen, wie es ist</translation>
    </message>
    <message>
      <location filename="../../ui/status/harmed.py"></location>
      <source>State of %1</source>
      <translation>Zustand von %1</translation>
    </message>
  </context>
  <context>
    <name>Heading</name>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>2 weeks</source>
      <translation>2 Wochen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Earlier</source>
      <translation>Früher</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Later</source>
      <translation>Später</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Layers</source>
      <translation>Ebenen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Month</source>
      <translation>Monat</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>People</source>
      <translation>Personen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Quarter</source>
      <translation>Quartal</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Rows</source>
      <translation>Zeilen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Today</source>
      <translation>Heute</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Week</source>
      <translation>Woche</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>What a row of the grid is</source>
      <translation>Was eine Zeile des Rasters ist</translation>
    </message>
  </context>
  <context>
    <name>HeartbeatSection</name>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>%1, every %2</source>
      <translation>%1, alle %2</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>%1. Heard %2.</source>
      <translation>%1. Gehört %2.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>%1. None was sent yet.</source>
      <translation>%1. Noch keiner gesendet.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>%1. Nothing is sent from the sample team.</source>
      <translation>%1. Aus dem Beispielteam wird nichts gesendet.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>%1. The last one failed: %2</source>
      <translation>%1. Der letzte schlug fehl: %2</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>10s or longer.</source>
      <translation>10s oder länger.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>A web address, or one of Apprise. It is sealed, and not shown again.</source>
      <translation>Eine Webadresse oder eine von Apprise. Sie wird versiegelt und nicht wieder gezeigt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Address</source>
      <translation>Adresse</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>An address hears from us as long as paging works, so that a service outside alarms when we fall silent.</source>
      <translation>Eine Adresse hört von uns, solange das Alarmieren funktioniert, damit ein Dienst von außen alarmiert, wenn wir verstummen.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>An address is missing, such as https://hc.example.org/ping/…</source>
      <translation>Eine Adresse fehlt, etwa https://hc.example.org/ping/…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Every</source>
      <translation>Alle</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Heartbeat</source>
      <translation>Heartbeat</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>It may be an address inside the house</source>
      <translation>Die Adresse darf im eigenen Netz liegen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>It was heard. Look whether the other side says so too.</source>
      <translation>Er wurde gehört. Sieh nach, ob die andere Seite das auch sagt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>No heartbeat goes out.</source>
      <translation>Kein Heartbeat geht hinaus.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Remove the heartbeat</source>
      <translation>Heartbeat entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Removed: whoever waits for it will alarm, so tell them.</source>
      <translation>Entfernt: Wer darauf wartet, wird Alarm schlagen, also sag Bescheid.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Replace</source>
      <translation>Ersetzen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Replace the heartbeat's address</source>
      <translation>Adresse des Heartbeats ersetzen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Save heartbeat</source>
      <translation>Heartbeat speichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Saved. Send one now to see that it is heard.</source>
      <translation>Gespeichert. Sende jetzt einen, um zu sehen, ob er gehört wird.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Send one now</source>
      <translation>Jetzt einen senden</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Sending…</source>
      <translation>Wird gesendet…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Set a heartbeat</source>
      <translation>Heartbeat einrichten</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>This is no length of time, such as 60s or 5m.</source>
      <translation>Das ist keine Dauer, etwa 60s oder 5m.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>https://hc.example.org/ping/…</source>
      <translation>https://hc.example.org/ping/…</translation>
    </message>
  </context>
  <context>
    <name>HelpCard</name>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>%1 help</source>
      <translation>%1 helfen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>%1 is needed no more</source>
      <translation>%1 wird nicht mehr gebraucht</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>1 helps</source>
      <translation>1 hilft</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>Asked by %1 %2</source>
      <translation>Angefragt von %1, %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>Call</source>
      <translation>Rufen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>Call %1 now</source>
      <translation>%1 jetzt rufen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>Call somebody to help…</source>
      <translation>Jemanden zu Hilfe rufen…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>Everybody in %1</source>
      <translation>Alle aus %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>Help</source>
      <translation>Hilfe</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>I cannot help</source>
      <translation>Ich kann nicht helfen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>I come</source>
      <translation>Ich komme</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>On call: %1</source>
      <translation>Bereitschaft: %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>What for? For example: the proxy refuses connections</source>
      <translation>Wofür? Zum Beispiel: Der Proxy weist Verbindungen ab</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>schedule</source>
      <translation>Plan</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>team</source>
      <translation>Team</translation>
    </message>
  </context>
  <context>
    <name>HelpSheet</name>
    <message>
      <location filename="../../ui/shell/help.py"></location>
      <source>Guide and keys</source>
      <translation>Anleitung und Tasten</translation>
    </message>
    <message>
      <location filename="../../ui/shell/help.py"></location>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
    <message>
      <location filename="../../ui/shell/help.py"></location>
      <source>No page says that.</source>
      <translation>Das steht auf keiner Seite.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/help.py"></location>
      <source>Pages of the guide</source>
      <translation>Seiten der Anleitung</translation>
    </message>
    <message>
      <location filename="../../ui/shell/help.py"></location>
      <source>Search the guide</source>
      <translation>Anleitung durchsuchen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/help.py"></location>
      <source>for operators</source>
      <translation>für den Betrieb</translation>
    </message>
    <message>
      <location filename="../../ui/shell/help.py"></location>
      <source>sender</source>
      <translation>Sender</translation>
    </message>
  </context>
  <context>
    <name>HoursEntry</name>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Take this out</source>
      <translation>Das entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Time zone</source>
      <translation>Zeitzone</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>it is within these hours, by the clock of</source>
      <translation>es ist in diesen Zeiten, nach der Uhr von</translation>
    </message>
  </context>
  <context>
    <name>HoursLine</name>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>%1 is no time of day, such as 20:00.</source>
      <translation>%1 ist keine Uhrzeit, etwa 20:00.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/hours_lines.py"></location>
      <source>%1: %2 before, %3 after</source>
      <translation>%1: vorher %2, nachher %3</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Choose a day at least.</source>
      <translation>Wähle mindestens einen Tag.</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>From</source>
      <translation>Von</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>From day</source>
      <translation>Von Tag</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Take these hours out</source>
      <translation>Diese Zeiten entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>To</source>
      <translation>Bis</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>To day</source>
      <translation>Bis Tag</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>next day</source>
      <translation>nächster Tag</translation>
    </message>
  </context>
  <context>
    <name>HoursLines</name>
    <message>
      <location filename="../../ui/schedules/publish/hours_lines.py"></location>
      <source>%1 people keep as many hours as before.</source>
      <translation>%1 Personen behalten so viele Stunden wie zuvor.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/hours_lines.py"></location>
      <source>1 person keeps as many hours as before.</source>
      <translation>1 Person behält so viele Stunden wie zuvor.</translation>
    </message>
  </context>
  <context>
    <name>HoursList</name>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Add hours</source>
      <translation>Zeiten hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Always, day and night.</source>
      <translation>Immer, Tag und Nacht.</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Days, every day 08:00 – 20:00</source>
      <translation>Tags, jeden Tag 08:00 – 20:00</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Nights, Mon – Fri 20:00 – 08:00</source>
      <translation>Nachts, Mo – Fr 20:00 – 08:00</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Weekend, Fri 18:00 – Mon 09:00</source>
      <translation>Wochenende, Fr 18:00 – Mo 09:00</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Working hours, Mon – Fri 09:00 – 17:00</source>
      <translation>Arbeitszeit, Mo – Fr 09:00 – 17:00</translation>
    </message>
  </context>
  <context>
    <name>HowPopup</name>
    <message>
      <location filename="../../ui/metrics/how.py"></location>
      <source>How %1 is computed</source>
      <translation>Wie „%1“ berechnet wird</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/how.py"></location>
      <source>Source: %1</source>
      <translation>Quelle: %1</translation>
    </message>
  </context>
  <context>
    <name>ImportSheet</name>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>A schedule</source>
      <translation>Ein Plan</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Anna R.=ana, Rooms=nobody</source>
      <translation>Anna R.=ana, Räume=nobody</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Import</source>
      <translation>Importieren</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Import a calendar file</source>
      <translation>Kalenderdatei importieren</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Its name</source>
      <translation>Sein Name</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>New times off: %1</source>
      <translation>Neue Abwesenheiten: %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Nothing that is not known yet</source>
      <translation>Nichts, was nicht schon bekannt ist</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Of</source>
      <translation>Von</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Rotations: %1 · covers: %2 · %3</source>
      <translation>Rotationen: %1 · Vertretungen: %2 · %3</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Time off</source>
      <translation>Abwesenheit</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>What the file comes to</source>
      <translation>Was die Datei ergibt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Who is meant</source>
      <translation>Wer gemeint ist</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Whose time off</source>
      <translation>Wessen Abwesenheit</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>above</source>
      <translation>oben</translation>
    </message>
  </context>
  <context>
    <name>Incident</name>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source> and %1 more</source>
      <translation> und %1 weitere</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 and #%2 are not tied any more.</source>
      <translation>#%1 und #%2 sind nicht mehr verknüpft.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 and #%2 are related.</source>
      <translation>#%1 und #%2 hängen zusammen.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 is a part of #%2.</source>
      <translation>#%1 ist ein Teil von #%2.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 is accepted; work begins.</source>
      <translation>#%1 ist angenommen; die Arbeit beginnt.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 is awake.</source>
      <translation>#%1 ist wieder wach.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 is merged into #%2.</source>
      <translation>#%1 ist in #%2 aufgegangen.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 sleeps until %2; then it pages anew.</source>
      <translation>#%1 ruht bis %2; dann wird erneut alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 stands on its own again.</source>
      <translation>#%1 steht wieder für sich.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%2 is split off from #%1.</source>
      <translation>#%2 ist von #%1 abgespalten.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>%1 (stands on %2)</source>
      <translation>%1 (baut auf %2 auf)</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lane.py"></location>
      <location filename="../../ui/incidents/line.py"></location>
      <source>%1 acknowledged</source>
      <translation>%1 hat quittiert</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line.py"></location>
      <source>%1 acknowledged as well</source>
      <translation>%1 hat auch quittiert</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>%1 is needed no more.</source>
      <translation>%1 wird nicht mehr gebraucht.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>%1 people are called to help.</source>
      <translation>%1 Personen werden zu Hilfe gerufen.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lane.py"></location>
      <source>%1 times</source>
      <translation>%1-mal</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>A blemish. It can wait for working hours.</source>
      <translation>Ein Schönheitsfehler. Er kann bis zur Arbeitszeit warten.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>A date, such as 2026-03-28</source>
      <translation>Ein Datum, etwa 2026-03-28</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>A few</source>
      <translation>Wenige</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>A main part is broken</source>
      <translation>Ein Hauptteil ist gestört</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>A main part is broken or badly slow for many.</source>
      <translation>Ein Hauptteil ist für viele gestört oder sehr langsam.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>A number, such as 12 or 4.5</source>
      <translation>Eine Zahl, etwa 12 oder 4.5</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>A part of this</source>
      <translation>Ein Teil davon</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>A remedy is in place; see whether it holds</source>
      <translation>Abhilfe ist geschaffen; abwarten, ob sie hält</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>A room is open; its link stands in the facts.</source>
      <translation>Ein Raum ist offen; der Link steht bei den Fakten.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Ack</source>
      <translation>Quittung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/row_menu.py"></location>
      <location filename="../../ui/incidents/steps.py"></location>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Acknowledge</source>
      <translation>Quittieren</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Alert</source>
      <translation>Alarm</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>All, or data at risk</source>
      <translation>Alle, oder Daten in Gefahr</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>CI/CD pipeline</source>
      <translation>CI/CD-Pipeline</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Catch up</source>
      <translation>Überblick</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Change</source>
      <translation>Änderung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Closed</source>
      <translation>Geschlossen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Commander</source>
      <translation>Einsatzleitung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Comms</source>
      <translation>Kommunikation</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/row_menu.py"></location>
      <source>Copy with its timeline</source>
      <translation>Mit Verlauf kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Customers cannot use it, or data is at risk. Everybody is woken.</source>
      <translation>Kunden können ihn nicht nutzen, oder Daten sind in Gefahr. Alle werden geweckt.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Decides, and keeps the whole in view</source>
      <translation>Entscheidet und behält das Ganze im Blick</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Declared</source>
      <translation>Gemeldet</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Declined</source>
      <translation>Abgelehnt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Deputy</source>
      <translation>Stellvertretung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Edit</source>
      <translation>Korrektur</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Edit the title</source>
      <translation>Titel bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Escalated</source>
      <translation>Eskaliert</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Expert</source>
      <translation>Fachkraft</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Fill in</source>
      <translation>Ausfüllen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Filter incidents</source>
      <translation>Vorfälle filtern</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Flag</source>
      <translation>Hinweis</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Hand to somebody…</source>
      <translation>An jemanden geben…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line.py"></location>
      <source>Happened %1</source>
      <translation>Passiert %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Help</source>
      <translation>Hilfe</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>High</source>
      <translation>Hoch</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>High: people are woken</source>
      <translation>Hoch: Personen werden geweckt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>I have it; stops the paging (A)</source>
      <translation>Ich übernehme; beendet das Alarmieren (A)</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Identified</source>
      <translation>Ursache bekannt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Infrastructure outage</source>
      <translation>Infrastrukturausfall</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Investigating</source>
      <translation>In Untersuchung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>It does not work at all</source>
      <translation>Es geht gar nicht</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>It is over (R)</source>
      <translation>Es ist vorbei (R)</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Knows this part best</source>
      <translation>Kennt diesen Teil am besten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line.py"></location>
      <source>Last resort</source>
      <translation>Letzte Instanz</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line.py"></location>
      <source>Level %1</source>
      <translation>Stufe %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Low</source>
      <translation>Niedrig</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Low: people are told, nobody is woken</source>
      <translation>Niedrig: Personen erfahren es, niemand wird geweckt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>Many</source>
      <translation>Viele</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>Mark identified</source>
      <translation>Ursache bekannt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>Mark monitoring</source>
      <translation>Beobachten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Merged</source>
      <translation>Zusammengeführt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Merged into</source>
      <translation>Aufgegangen in</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Merged into this</source>
      <translation>Enthält</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Message</source>
      <translation>Nachricht</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Misconfiguration or access</source>
      <translation>Fehlkonfiguration oder Zugriff</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Monitoring</source>
      <translation>Unter Beobachtung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Next incident</source>
      <translation>Nächster Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Note</source>
      <translation>Notiz</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>One person is called to help.</source>
      <translation>Eine Person wird zu Hilfe gerufen.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>Only a blemish</source>
      <translation>Nur ein Schönheitsfehler</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Other</source>
      <translation>Sonstiges</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Page</source>
      <translation>Pager</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/row_menu.py"></location>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Page the next level now</source>
      <translation>Nächste Stufe jetzt alarmieren</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Performance</source>
      <translation>Leistung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Pin</source>
      <translation>Pin</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Playbook</source>
      <translation>Playbook</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Previous incident</source>
      <translation>Voriger Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Problem</source>
      <translation>Problem</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line.py"></location>
      <source>Recorded %1</source>
      <translation>Erfasst %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Related</source>
      <translation>Verknüpft</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>Reopen</source>
      <translation>Wieder öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Reopened</source>
      <translation>Neu offen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Resolved</source>
      <translation>Behoben</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/row_menu.py"></location>
      <location filename="../../ui/incidents/steps.py"></location>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Resolve…</source>
      <translation>Beheben…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Review</source>
      <translation>Rückblick</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Role</source>
      <translation>Rolle</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Save the file</source>
      <translation>Datei speichern</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Scribe</source>
      <translation>Protokoll</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Security or data leak</source>
      <translation>Sicherheit oder Datenleck</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>Since when?</source>
      <translation>Seit wann?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Snooze</source>
      <translation>Ruht</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Something is broken, but there is a way round it.</source>
      <translation>Etwas ist gestört, aber es gibt einen Umweg.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Split off from</source>
      <translation>Abgespalten von</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Split off from this</source>
      <translation>Davon abgespalten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Stands in for the commander</source>
      <translation>Vertritt die Einsatzleitung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Status</source>
      <translation>Status</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Task</source>
      <translation>Aufgabe</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Tell people…</source>
      <translation>Informieren…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Tells customers and managers</source>
      <translation>Informiert Kunden und Führung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>The cause is known</source>
      <translation>Die Ursache ist bekannt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>There is a way round it</source>
      <translation>Es geht auf einem Umweg</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Third-party failure</source>
      <translation>Ausfall bei Dritten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>This is a part of</source>
      <translation>Ein Teil von</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Tie</source>
      <translation>Bezug</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Triage</source>
      <translation>Sichtung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Update</source>
      <translation>Meldung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>What comes next?</source>
      <translation>Wie geht es weiter?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>What is it?</source>
      <translation>Was ist los?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>What was tried?</source>
      <translation>Was wurde versucht?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>Who is on it?</source>
      <translation>Wer ist dran?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>Work goes on</source>
      <translation>Die Arbeit geht weiter</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Workflow</source>
      <translation>Workflow</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/row_menu.py"></location>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Write a note</source>
      <translation>Notiz schreiben</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Writes down what happens</source>
      <translation>Schreibt auf, was geschieht</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>You do not help with #%1.</source>
      <translation>Du hilfst bei #%1 nicht.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>You help with #%1.</source>
      <translation>Du hilfst bei #%1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>being called</source>
      <translation>wird gerufen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>called off</source>
      <translation>abbestellt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>cancelled</source>
      <translation>abgebrochen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>cannot be reached</source>
      <translation>nicht erreichbar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>cannot help</source>
      <translation>kann nicht helfen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>due</source>
      <translation>fällig</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line.py"></location>
      <source>edited</source>
      <translation>bearbeitet</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>failed</source>
      <translation>fehlgeschlagen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>from the alert card</source>
      <translation>über die Alarmkarte</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>from the link in the message</source>
      <translation>über den Link in der Nachricht</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>from the shell</source>
      <translation>über die Kommandozeile</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>from the tray</source>
      <translation>über den Infobereich</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>has trouble of its own</source>
      <translation>ist selbst gestört</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>helps</source>
      <translation>hilft</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>no answer</source>
      <translation>keine Antwort</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>not ours</source>
      <translation>nicht bei uns</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line.py"></location>
      <source>pinned</source>
      <translation>angeheftet</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>sending</source>
      <translation>wird gesendet</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>sent</source>
      <translation>gesendet</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>through the API</source>
      <translation>über die API</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>unknown</source>
      <translation>unbekannt</translation>
    </message>
  </context>
  <context>
    <name>IncidentDetail</name>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>A few words are needed.</source>
      <translation>Ein paar Worte sind nötig.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>A few words for those who read it later</source>
      <translation>Ein paar Worte für alle, die es später lesen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Decline</source>
      <translation>Ablehnen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Go on</source>
      <translation>Weiter</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Not changed.</source>
      <translation>Nicht geändert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Not done.</source>
      <translation>Nicht ausgeführt.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Resolve</source>
      <translation>Beheben</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Save anyway</source>
      <translation>Trotzdem speichern</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Somebody changed this meanwhile.</source>
      <translation>Jemand hat das inzwischen geändert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>What solved it? (may stay empty)</source>
      <translation>Was hat geholfen? (kann leer bleiben)</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Why is it no incident?</source>
      <translation>Warum ist es kein Vorfall?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Why? Your team writes it down</source>
      <translation>Warum? Dein Team hält das fest</translation>
    </message>
  </context>
  <context>
    <name>IncidentHead</name>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>%1 is paged now.</source>
      <translation>%1 wird jetzt alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Copy as text</source>
      <translation>Als Text kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>DRILL</source>
      <translation>ÜBUNG</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Decline: it is no incident…</source>
      <translation>Ablehnen: kein Vorfall…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Edit the title</source>
      <translation>Titel bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Escalate</source>
      <translation>Eskalieren</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Facts</source>
      <translation>Fakten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Give it back</source>
      <translation>Zurückgeben</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>More</source>
      <translation>Mehr</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Page now</source>
      <translation>Alarmieren</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Page the next level now</source>
      <translation>Nächste Stufe jetzt alarmieren</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Page the next level now (E)</source>
      <translation>Nächste Stufe jetzt alarmieren (E)</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Resolve…</source>
      <translation>Beheben…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Tell people…</source>
      <translation>Informieren…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>The next level is paged now.</source>
      <translation>Die nächste Stufe wird jetzt alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>The next level is paged now. Until somebody answers, nobody has it.</source>
      <translation>Die nächste Stufe wird jetzt alarmiert. Bis jemand antwortet, ist niemand zuständig.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>This incident has no policy: nobody can be paged.</source>
      <translation>Dieser Vorfall hat keinen Eskalationsplan: Niemand kann alarmiert werden.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Write to customers and colleagues how it stands (T)</source>
      <translation>Kunden und Kollegen schreiben, wie es steht (T)</translation>
    </message>
  </context>
  <context>
    <name>IncidentLine</name>
    <message>
      <location filename="../../ui/incidents/list_line.py"></location>
      <source>DRILL</source>
      <translation>ÜBUNG</translation>
    </message>
  </context>
  <context>
    <name>IncidentList</name>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>%1 incidents</source>
      <translation>%1 Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>1 incident</source>
      <translation>1 Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Clear filters</source>
      <translation>Filter aufheben</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Filter incidents</source>
      <translation>Vorfälle filtern</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Last changed first</source>
      <translation>Zuletzt geändert zuerst</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Newest first</source>
      <translation>Neueste zuerst</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Nothing is open.</source>
      <translation>Nichts ist offen.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Nothing matches.</source>
      <translation>Nichts passt.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Oldest first</source>
      <translation>Älteste zuerst</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Sort</source>
      <translation>Sortieren</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Switch “Open” off to see what is over.</source>
      <translation>Schalte „Offen“ aus, um zu sehen, was vorbei ist.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Worst first</source>
      <translation>Schlimmste zuerst</translation>
    </message>
  </context>
  <context>
    <name>IncidentsPage</name>
    <message>
      <location filename="../../ui/incidents/nothing.py"></location>
      <source>An alert opens one by itself; anybody can declare one in ten seconds. Nothing is broken now.</source>
      <translation>Ein Alarm eröffnet ihn von selbst, und jeder kann in zehn Sekunden einen melden. Gerade ist nichts gestört.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/nothing.py"></location>
      <source>Arrow keys go through the list.</source>
      <translation>Mit den Pfeiltasten gehst du durch die Liste.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/nothing.py"></location>
      <source>Choose an incident to see its story.</source>
      <translation>Wähle einen Vorfall, um seine Geschichte zu sehen.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/nothing.py"></location>
      <source>Declare incident</source>
      <translation>Vorfall melden</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/page.py"></location>
      <source>Export as CSV</source>
      <translation>Als CSV exportieren</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/page.py"></location>
      <source>Exported to %1</source>
      <translation>Exportiert nach %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/page.py"></location>
      <source>Incidents</source>
      <translation>Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/nothing.py"></location>
      <source>Incidents land here when something breaks.</source>
      <translation>Wenn etwas ausfällt, landen die Vorfälle hier.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/nothing.py"></location>
      <source>Load a sample team</source>
      <translation>Beispielteam laden</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/page.py"></location>
      <source>Not done.</source>
      <translation>Nicht ausgeführt.</translation>
    </message>
  </context>
  <context>
    <name>IncidentsView</name>
    <message>
      <location filename="../../ui/incidents/list_view.py"></location>
      <source>Incidents</source>
      <translation>Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/list_view.py"></location>
      <source>Unanswered</source>
      <translation>Unbeantwortet</translation>
    </message>
  </context>
  <context>
    <name>InviteForm</name>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Invite a colleague</source>
      <translation>Kollegen einladen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Save the file…</source>
      <translation>Datei speichern…</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Save the invitation</source>
      <translation>Einladung speichern</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Somebody who is not in the team yet</source>
      <translation>Jemand, der noch nicht im Team ist</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>The file says which database your team works on and who they are. A double click opens it in their Watchbill.</source>
      <translation>Die Datei sagt, mit welcher Datenbank dein Team arbeitet und wer eingeladen ist. Ein Doppelklick öffnet sie im eigenen Watchbill.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Watchbill invitation (*.watchbill)</source>
      <translation>Watchbill-Einladung (*.watchbill)</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Who</source>
      <translation>Wer</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Whoever has this file can read the team's data: send it by a way you trust, and delete it when they are in.</source>
      <translation>Wer diese Datei hat, kann die Daten des Teams lesen: Schick sie auf einem Weg, dem du vertraust, und lösche sie danach.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>With the database's password</source>
      <translation>Mit dem Passwort der Datenbank</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>With the key that opens contacts and integrations</source>
      <translation>Mit dem Schlüssel, der Kontakte und Integrationen öffnet</translation>
    </message>
  </context>
  <context>
    <name>ItemsPart</name>
    <message>
      <location filename="../../ui/reviews/items.py"></location>
      <source>Follow-ups</source>
      <translation>Folgeaufgaben</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/items.py"></location>
      <source>Make a follow-up of the new line</source>
      <translation>Neue Zeile zur Folgeaufgabe machen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/items.py"></location>
      <source>Make follow-ups of %1 lines</source>
      <translation>%1 Zeilen zu Folgeaufgaben machen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/items.py"></location>
      <source>Make them follow-ups</source>
      <translation>Zu Folgeaufgaben machen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/items.py"></location>
      <source>Open “%1”</source>
      <translation>„%1“ öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/items.py"></location>
      <source>nobody yet</source>
      <translation>noch niemand</translation>
    </message>
  </context>
  <context>
    <name>Joining</name>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Colleagues need one that all can reach: a PostgreSQL.</source>
      <translation>Kollegen brauchen eine, die alle erreichen: ein PostgreSQL.</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Connect to a database…</source>
      <translation>Mit einer Datenbank verbinden…</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Connect…</source>
      <translation>Verbinden…</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Everywhere</source>
      <translation>Überall</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Invite a colleague…</source>
      <translation>Kollegen einladen…</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Open an invitation</source>
      <translation>Einladung öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Open an invitation…</source>
      <translation>Einladung öffnen…</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>This database is a file on this machine.</source>
      <translation>Diese Datenbank ist eine Datei auf diesem Rechner.</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Watchbill invitation (*.watchbill)</source>
      <translation>Watchbill-Einladung (*.watchbill)</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Written: %1</source>
      <translation>Geschrieben: %1</translation>
    </message>
  </context>
  <context>
    <name>KeyHint</name>
    <message>
      <location filename="../../ui/widgets/text.py"></location>
      <source>Key %s</source>
      <translation>Taste %s</translation>
    </message>
  </context>
  <context>
    <name>KeyList</name>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Choose a row</source>
      <translation>Zeile wählen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Clear the filter</source>
      <translation>Filter aufheben</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Copy rows as text</source>
      <translation>Zeilen als Text kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Everywhere</source>
      <translation>Überall</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>In lists</source>
      <translation>In Listen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>In sheets</source>
      <translation>In Blättern</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Its menu</source>
      <translation>Menü der Zeile</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Leave; what was typed is kept</source>
      <translation>Verlassen; Getipptes bleibt erhalten</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Open it</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Send, or save</source>
      <translation>Senden oder speichern</translation>
    </message>
  </context>
  <context>
    <name>LanesView</name>
    <message numerus="yes">
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>%n marks</source>
      <translation>
        <numerusform>%n Marke</numerusform>
        <numerusform>%n Marken</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>Alerts</source>
      <translation>Alarme</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>Pages</source>
      <translation>Alarmierungen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>Picture of the timeline</source>
      <translation>Bild des Verlaufs</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>Updates</source>
      <translation>Meldungen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>Work</source>
      <translation>Arbeit</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>now</source>
      <translation>jetzt</translation>
    </message>
  </context>
  <context>
    <name>LateProgress</name>
    <message>
      <location filename="../../ui/widgets/progress.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/progress.py"></location>
      <source>Working</source>
      <translation>Arbeitet</translation>
    </message>
  </context>
  <context>
    <name>LearningCard</name>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>%1 at %2 can be asked.</source>
      <translation>%1 bei %2 kann gefragt werden.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Address</source>
      <translation>Adresse</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>After an incident</source>
      <translation>Nach einem Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Change</source>
      <translation>Ändern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Change the language model</source>
      <translation>Sprachmodell ändern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Days for %1</source>
      <translation>Tage für %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Drafts of reviews are made without one. If you give an address that speaks as OpenAI does, of a provider or of your own machine, it can suggest a section. You see every word before it leaves, and secrets and personal data are masked.</source>
      <translation>Entwürfe von Nachbetrachtungen entstehen ohne eines. Wenn du eine Adresse angibst, die wie OpenAI spricht, bei einem Anbieter oder auf deinem eigenen Rechner, kann es einen Abschnitt vorschlagen. Du siehst jedes Wort, bevor es hinausgeht, und Geheimnisse und persönliche Daten werden unkenntlich gemacht.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Follow-ups without a day of their own are due so many days after their incident was over.</source>
      <translation>Folgeaufgaben ohne eigenen Termin sind so viele Tage nach dem Ende ihres Vorfalls fällig.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>It is sealed, and never shown again.</source>
      <translation>Er wird versiegelt und nie wieder gezeigt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>It may be an address inside the house</source>
      <translation>Die Adresse darf im eigenen Netz liegen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Key</source>
      <translation>Schlüssel</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Language model</source>
      <translation>Sprachmodell</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>No language model is asked.</source>
      <translation>Kein Sprachmodell wird gefragt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Remove the language model</source>
      <translation>Sprachmodell entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Save days</source>
      <translation>Tage speichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Save model</source>
      <translation>Modell speichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Set a model</source>
      <translation>Modell einrichten</translation>
    </message>
  </context>
  <context>
    <name>LevelCard</name>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>Service levels</source>
      <translation>Service-Level</translation>
    </message>
  </context>
  <context>
    <name>LevelEntry</name>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Call again so many times</source>
      <translation>So oft erneut rufen</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>How long is waited? Write it such as 5m, 90s or 1h.</source>
      <translation>Wie lange wird gewartet? Schreib es so: 5m, 90s oder 1h.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Level %1</source>
      <translation>Stufe %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Move down</source>
      <translation>Nach unten</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Move up</source>
      <translation>Nach oben</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Take this level out</source>
      <translation>Diese Stufe entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Wait</source>
      <translation>Warten</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Whom of them</source>
      <translation>Wen davon</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Whose answer is enough</source>
      <translation>Wessen Antwort genügt</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>all must answer</source>
      <translation>alle müssen antworten</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>call everybody</source>
      <translation>alle rufen</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>call one, by chance</source>
      <translation>eine Person rufen, zufällig</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>call one, in turn</source>
      <translation>eine Person rufen, reihum</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>for an answer, then call again</source>
      <translation>auf Antwort, dann erneut rufen:</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>one answer is enough</source>
      <translation>eine Antwort genügt</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>times</source>
      <translation>mal</translation>
    </message>
  </context>
  <context>
    <name>LevelRow</name>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source> · %1 unsaid</source>
      <translation> · %1 ohne Angabe</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>%1 % of budget</source>
      <translation>%1 % des Budgets</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>%1 incidents do not say when impact began</source>
      <translation>%1 Vorfälle nennen keinen Beginn der Auswirkung</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>down for %1 in %2 stretches</source>
      <translation>gestört für %1 in %2 Abschnitten</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>kept</source>
      <translation>eingehalten</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>no SLO</source>
      <translation>kein SLO</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>no budget</source>
      <translation>kein Budget</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>not kept</source>
      <translation>nicht eingehalten</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>over by %1</source>
      <translation>%1 darüber</translation>
    </message>
  </context>
  <context>
    <name>LimitFields</name>
    <message>
      <location filename="../../ui/schedules/editor/limit_fields.py"></location>
      <source> h</source>
      <translation> h</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/limit_fields.py"></location>
      <source>Days running</source>
      <translation>Tage am Stück</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/limit_fields.py"></location>
      <source>Hours in seven days</source>
      <translation>Stunden in sieben Tagen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/limit_fields.py"></location>
      <source>Nights running</source>
      <translation>Nächte am Stück</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/limit_fields.py"></location>
      <source>Rest between shifts</source>
      <translation>Ruhe zwischen Schichten</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/limit_fields.py"></location>
      <source>no limit</source>
      <translation>ohne</translation>
    </message>
  </context>
  <context>
    <name>LineActs</name>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Earlier texts</source>
      <translation>Frühere Fassungen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Edit the note</source>
      <translation>Notiz bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Edit…</source>
      <translation>Bearbeiten…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Not pinned any more.</source>
      <translation>Nicht mehr angeheftet.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Pin: everybody should see it</source>
      <translation>Anheften: Alle sollen es sehen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Pinned.</source>
      <translation>Angeheftet.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Save %1…</source>
      <translation>%1 speichern…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Show %1</source>
      <translation>%1 zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>The note is changed.</source>
      <translation>Die Notiz ist geändert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Unpin</source>
      <translation>Lösen</translation>
    </message>
  </context>
  <context>
    <name>Listing</name>
    <message>
      <location filename="../../ui/schedules/listing.py"></location>
      <source>All</source>
      <translation>Alle</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/listing.py"></location>
      <source>Away</source>
      <translation>Abwesend</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/listing.py"></location>
      <source>Covers</source>
      <translation>Vertretungen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/listing.py"></location>
      <source>Filter</source>
      <translation>Filter</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/listing.py"></location>
      <source>Gaps</source>
      <translation>Lücken</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/listing.py"></location>
      <source>On call</source>
      <translation>Bereitschaft</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/listing.py"></location>
      <source>Shifts</source>
      <translation>Schichten</translation>
    </message>
  </context>
  <context>
    <name>LoadLine</name>
    <message>
      <location filename="../../ui/schedules/load_line.py"></location>
      <source>Drag onto the rota: a cover</source>
      <translation>Auf den Plan ziehen: eine Vertretung</translation>
    </message>
  </context>
  <context>
    <name>LogPanel</name>
    <message>
      <location filename="../../ui/workflows/log_panel.py"></location>
      <source>%1: %2</source>
      <translation>%1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/log_panel.py"></location>
      <source>Also what was not run</source>
      <translation>Auch, was nicht lief</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/log_panel.py"></location>
      <source>Every run will stand here, with what became of each step.</source>
      <translation>Hier wird jeder Lauf stehen, mit dem Ausgang jedes Schritts.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/log_panel.py"></location>
      <source>It has not done anything yet.</source>
      <translation>Noch hat er nichts getan.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/log_panel.py"></location>
      <source>Show the incident</source>
      <translation>Vorfall zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/log_panel.py"></location>
      <source>Stop it</source>
      <translation>Abbrechen</translation>
    </message>
  </context>
  <context>
    <name>LookCard</name>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>As the system</source>
      <translation>Wie das System</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Dark</source>
      <translation>Dunkel</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Days and hours follow your country's order.</source>
      <translation>Tage und Uhrzeiten folgen der Ordnung deines Landes.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>From the next start on.</source>
      <translation>Ab dem nächsten Start.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Language</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Light</source>
      <translation>Hell</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Look</source>
      <translation>Aussehen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Sizes and motion follow the system's own settings.</source>
      <translation>Größen und Bewegung folgen den Einstellungen des Systems.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Theme</source>
      <translation>Design</translation>
    </message>
  </context>
  <context>
    <name>Looking</name>
    <message>
      <location filename="../../ui/incidents/looking.py"></location>
      <source>Also looking at it now: %1</source>
      <translation>Sieht auch gerade hin: %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/looking.py"></location>
      <source>Nobody else is here</source>
      <translation>Sonst ist niemand hier</translation>
    </message>
  </context>
  <context>
    <name>MailPopup</name>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Address</source>
      <translation>Adresse</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>An address is needed, such as mailto://…</source>
      <translation>Eine Adresse ist nötig, etwa mailto://…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Mail the report every month</source>
      <translation>Bericht jeden Monat mailen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Now by %1; the last was %2.</source>
      <translation>Jetzt bis %1; der letzte war %2.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Stop</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>The engine sends it as PDF and HTML when a month is over.</source>
      <translation>Die Engine schickt ihn als PDF und HTML, wenn ein Monat vorbei ist.</translation>
    </message>
  </context>
  <context>
    <name>Masks</name>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n IP address(es)</source>
      <translation>
        <numerusform>%n IP-Adresse</numerusform>
        <numerusform>%n IP-Adressen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n access token(s)</source>
      <translation>
        <numerusform>%n Zugriffstoken</numerusform>
        <numerusform>%n Zugriffstokens</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n bank account(s)</source>
      <translation>
        <numerusform>%n Bankkonto</numerusform>
        <numerusform>%n Bankkonten</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n card number(s)</source>
      <translation>
        <numerusform>%n Kartennummer</numerusform>
        <numerusform>%n Kartennummern</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n cloud key(s)</source>
      <translation>
        <numerusform>%n Cloud-Schlüssel</numerusform>
        <numerusform>%n Cloud-Schlüssel</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n e-mail address(es)</source>
      <translation>
        <numerusform>%n E-Mail-Adresse</numerusform>
        <numerusform>%n E-Mail-Adressen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n password(s) or key(s)</source>
      <translation>
        <numerusform>%n Passwort oder Schlüssel</numerusform>
        <numerusform>%n Passwörter oder Schlüssel</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n phone number(s)</source>
      <translation>
        <numerusform>%n Telefonnummer</numerusform>
        <numerusform>%n Telefonnummern</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n private key(s)</source>
      <translation>
        <numerusform>%n privater Schlüssel</numerusform>
        <numerusform>%n private Schlüssel</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n secret(s) stored in Watchbill</source>
      <translation>
        <numerusform>%n in Watchbill gespeichertes Geheimnis</numerusform>
        <numerusform>%n in Watchbill gespeicherte Geheimnisse</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Me</name>
    <message>
      <location filename="../../ui/shell/me.py"></location>
      <source>Choose…</source>
      <translation>Wählen…</translation>
    </message>
    <message>
      <location filename="../../ui/shell/me.py"></location>
      <source>Everywhere</source>
      <translation>Überall</translation>
    </message>
    <message>
      <location filename="../../ui/shell/me.py"></location>
      <source>I am %1</source>
      <translation>Ich bin %1</translation>
    </message>
    <message>
      <location filename="../../ui/shell/me.py"></location>
      <source>Pages to you ring here, and what you do carries your name.</source>
      <translation>Alarmierungen an dich klingeln hier, und was du tust, trägt deinen Namen.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/me.py"></location>
      <source>Who am I…</source>
      <translation>Wer bin ich…</translation>
    </message>
    <message>
      <location filename="../../ui/shell/me.py"></location>
      <source>Who are you?</source>
      <translation>Wer bist du?</translation>
    </message>
  </context>
  <context>
    <name>MenuChip</name>
    <message>
      <location filename="../../ui/widgets/chip.py"></location>
      <source>Any</source>
      <translation>Alle</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/chip.py"></location>
      <source>Opens a menu</source>
      <translation>Öffnet ein Menü</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/chip.py"></location>
      <source>any</source>
      <translation>alle</translation>
    </message>
  </context>
  <context>
    <name>MergeSheet</name>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>%1 published while you were drafting. Everything that fits together is together already; here you decide what holds. Nothing is published yet.</source>
      <translation>%1 hat veröffentlicht, während du entworfen hast. Was zusammenpasst, ist schon zusammengeführt; hier entscheidest du, was gilt. Noch ist nichts veröffentlicht.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>%1 to decide</source>
      <translation>%1 zu entscheiden</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>Both of you changed this</source>
      <translation>Das habt ihr beide geändert</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>Go on</source>
      <translation>Weiter</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>Mine everywhere</source>
      <translation>Überall meins</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>Not now</source>
      <translation>Nicht jetzt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>Theirs everywhere</source>
      <translation>Überall die andere Fassung</translation>
    </message>
  </context>
  <context>
    <name>Metrics</name>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>%1 pt</source>
      <translation>%1 Pp.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>Acknowledged after</source>
      <translation>Quittiert nach</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>Availability</source>
      <translation>Verfügbarkeit</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>Came back in 30 days</source>
      <translation>In 30 Tagen wieder da</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>Incidents</source>
      <translation>Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>Resolved after</source>
      <translation>Behoben nach</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>Woken at night</source>
      <translation>Nachts geweckt</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>as before</source>
      <translation>wie vorher</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>none before</source>
      <translation>vorher keine</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>nothing to compare with</source>
      <translation>nichts zum Vergleichen</translation>
    </message>
  </context>
  <context>
    <name>MetricsChips</name>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>All categories</source>
      <translation>Alle Kategorien</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>All services</source>
      <translation>Alle Dienste</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>All teams</source>
      <translation>Alle Teams</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Days of your own…</source>
      <translation>Eigene Tage…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Filters</source>
      <translation>Filter</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Last 12 months</source>
      <translation>Letzte 12 Monate</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Last 30 days</source>
      <translation>Letzte 30 Tage</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Last 6 months</source>
      <translation>Letzte 6 Monate</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Last 90 days</source>
      <translation>Letzte 90 Tage</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Last month</source>
      <translation>Letzter Monat</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Last quarter</source>
      <translation>Letztes Quartal</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Last year</source>
      <translation>Letztes Jahr</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Maintenance counts as neither up nor down</source>
      <translation>Wartung zählt weder als verfügbar noch als gestört</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>SEV1–SEV4</source>
      <translation>SEV1–SEV4</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Span</source>
      <translation>Zeitraum</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>This month</source>
      <translation>Dieser Monat</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>This quarter</source>
      <translation>Dieses Quartal</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>This year</source>
      <translation>Dieses Jahr</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Without maintenance</source>
      <translation>Ohne Wartung</translation>
    </message>
  </context>
  <context>
    <name>MetricsPage</name>
    <message>
      <location filename="../../ui/metrics/page.py"></location>
      <source>Declare an incident</source>
      <translation>Vorfall melden</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/page.py"></location>
      <source>Figures come from incidents, and there are none yet.</source>
      <translation>Kennzahlen entstehen aus Vorfällen, und noch gibt es keine.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/page.py"></location>
      <source>How long it takes to answer and to resolve, what each service costs in sleep, whether promises were kept: each with its formula and the incidents behind it.</source>
      <translation>Wie lange Antwort und Behebung dauern, was jeder Dienst an Schlaf kostet, ob Zusagen gehalten wurden: jedes mit seiner Formel und den Vorfällen dahinter.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/page.py"></location>
      <source>Look at the sample team</source>
      <translation>Beispielteam ansehen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/page.py"></location>
      <source>Metrics</source>
      <translation>Kennzahlen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/page.py"></location>
      <source>No incident is behind this</source>
      <translation>Dahinter steht kein Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/page.py"></location>
      <source>Report…</source>
      <translation>Bericht…</translation>
    </message>
  </context>
  <context>
    <name>MomentPopup</name>
    <message>
      <location filename="../../ui/incidents/ask_popup.py"></location>
      <source>Say it like 14:02, yesterday 9:00 or 20 min ago.</source>
      <translation>Schreib es so: 14:02, gestern 9:00 oder vor 20 min.</translation>
    </message>
  </context>
  <context>
    <name>MonthView</name>
    <message>
      <location filename="../../ui/widgets/month.py"></location>
      <source>Month after</source>
      <translation>Nächster Monat</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/month.py"></location>
      <source>Month before</source>
      <translation>Voriger Monat</translation>
    </message>
  </context>
  <context>
    <name>MoreMenu</name>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Accept: it is an incident</source>
      <translation>Annehmen: Es ist ein Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Call somebody to help…</source>
      <translation>Jemanden zu Hilfe rufen…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>End the snooze</source>
      <translation>Zurückstellen beenden</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Export</source>
      <translation>Exportieren</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>For 1 hour</source>
      <translation>Für 1 Stunde</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>For 30 minutes</source>
      <translation>Für 30 Minuten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>For 4 hours</source>
      <translation>Für 4 Stunden</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>JSON</source>
      <translation>JSON</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Make it a part of another…</source>
      <translation>Zum Teil eines anderen machen…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Markdown</source>
      <translation>Markdown</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Merge into another…</source>
      <translation>Mit einem anderen zusammenführen…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Merge, split, relate</source>
      <translation>Zusammenführen, abspalten, verknüpfen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>PDF</source>
      <translation>PDF</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Relate to another…</source>
      <translation>Mit einem anderen verknüpfen…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Say a time to come, such as tomorrow 9:00.</source>
      <translation>Nenne einen Zeitpunkt in der Zukunft, etwa morgen 9:00.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Snooze</source>
      <translation>Zurückstellen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Split off again</source>
      <translation>Wieder abspalten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Split off another matter…</source>
      <translation>Andere Sache abspalten…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Until %1</source>
      <translation>Bis %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Until…</source>
      <translation>Bis…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Web page</source>
      <translation>Webseite</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>When should it come back?</source>
      <translation>Wann soll er zurückkommen?</translation>
    </message>
  </context>
  <context>
    <name>MultiPicker</name>
    <message>
      <location filename="../../ui/widgets/multi.py"></location>
      <source>Add</source>
      <translation>Hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/multi.py"></location>
      <source>Nothing chosen</source>
      <translation>Nichts gewählt</translation>
    </message>
  </context>
  <context>
    <name>News</name>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>%1 acknowledged a moment ago.</source>
      <translation>%1 hat gerade eben quittiert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>%1 changed %2 a moment ago.</source>
      <translation>%1 hat gerade eben %2 geändert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>%1 changed this.</source>
      <translation>%1 hat das geändert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>Save mine</source>
      <translation>Meins speichern</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>Somebody changed this incident.</source>
      <translation>Jemand hat diesen Vorfall geändert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>Yours (%1) is not stored yet.</source>
      <translation>Deins (%1) ist noch nicht gespeichert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the category</source>
      <translation>die Kategorie</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the impact</source>
      <translation>die Auswirkung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the service</source>
      <translation>den Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the services</source>
      <translation>die Dienste</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the severity</source>
      <translation>den Schweregrad</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the stage</source>
      <translation>die Phase</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the title</source>
      <translation>den Titel</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the urgency</source>
      <translation>die Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>when it began</source>
      <translation>den Beginn</translation>
    </message>
  </context>
  <context>
    <name>Notices</name>
    <message>
      <location filename="../../ui/shell/notices.py"></location>
      <source>Acknowledge</source>
      <translation>Quittieren</translation>
    </message>
    <message>
      <location filename="../../ui/shell/notices.py"></location>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
  </context>
  <context>
    <name>Offers</name>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>A made-up team with a rota, incidents and pages, in a window of its own. Nothing is sent to anybody, and nothing of it stays.</source>
      <translation>Ein erfundenes Team mit Dienstplan, Vorfällen und Alarmierungen, in einem eigenen Fenster. Nichts wird an jemanden gesendet, und nichts davon bleibt.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Add the first person</source>
      <translation>Erste Person hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Connect to the PostgreSQL your team works on, or open the .watchbill file that a colleague sent you.</source>
      <translation>Verbinde dich mit dem PostgreSQL deines Teams oder öffne die .watchbill-Datei, die du bekommen hast.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Connect…</source>
      <translation>Verbinden…</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Everything is kept in one file on this machine, and paging runs while Watchbill does. It can move to a server later.</source>
      <translation>Alles liegt in einer Datei auf diesem Rechner, und alarmiert wird, solange Watchbill läuft. Später kann es auf einen Server umziehen.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Join my team</source>
      <translation>Meinem Team beitreten</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Look around first</source>
      <translation>Erst einmal umsehen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Open a file…</source>
      <translation>Datei öffnen…</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Show the sample team</source>
      <translation>Beispielteam zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Start my team</source>
      <translation>Mit meinem Team beginnen</translation>
    </message>
  </context>
  <context>
    <name>OwnFacts</name>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>A number, such as 120</source>
      <translation>Eine Zahl, etwa 120</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Change…</source>
      <translation>Ändern…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Customers</source>
      <translation>Kunden</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>How many customers are hit?</source>
      <translation>Wie viele Kunden sind betroffen?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>How many?</source>
      <translation>Wie viele?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Join the call</source>
      <translation>Am Gespräch teilnehmen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>May be hit</source>
      <translation>Evtl. betroffen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>None</source>
      <translation>Keine Angabe</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Open a room</source>
      <translation>Raum öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Open a room for everybody</source>
      <translation>Raum für alle öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Regions</source>
      <translation>Regionen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Talk</source>
      <translation>Gespräch</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>These stand on what is hit</source>
      <translation>Diese bauen auf dem auf, was betroffen ist</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Use a link of our own…</source>
      <translation>Eigenen Link verwenden…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Where do you talk?</source>
      <translation>Wo redet ihr?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Where is it felt?</source>
      <translation>Wo ist es zu spüren?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Where?</source>
      <translation>Wo?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>With commas: EU, US</source>
      <translation>Mit Kommas: EU, US</translation>
    </message>
  </context>
  <context>
    <name>OwnFields</name>
    <message>
      <location filename="../../ui/incidents/own_fields.py"></location>
      <source>Choose</source>
      <translation>Wählen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_fields.py"></location>
      <source>Choose somebody</source>
      <translation>Jemanden wählen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_fields.py"></location>
      <source>Your team needs this.</source>
      <translation>Dein Team braucht das.</translation>
    </message>
  </context>
  <context>
    <name>PageItem</name>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source> and %1 more</source>
      <translation> und %1 weitere</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Details of this page</source>
      <translation>Einzelheiten dieser Alarmierung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Fewer details of this page</source>
      <translation>Weniger Einzelheiten dieser Alarmierung</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Help</source>
      <translation>Hilfe</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>In one message with %1.</source>
      <translation>In einer Nachricht mit %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Kept back until %1: something was sent here a moment ago.</source>
      <translation>Zurückgehalten bis %1: Hierhin ging gerade erst etwas.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Round %1, %2</source>
      <translation>Runde %1, %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Why: %1</source>
      <translation>Warum: %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>after %1</source>
      <translation>nach %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>by %1</source>
      <translation>durch %1</translation>
    </message>
  </context>
  <context>
    <name>PagePane</name>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>A sentence below it</source>
      <translation>Ein Satz darunter</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>Acme status</source>
      <translation>Acme-Status</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>Address as its readers reach it</source>
      <translation>Adresse, unter der Leser sie erreichen</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>Clock of its readers</source>
      <translation>Uhr ihrer Leser</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>How long people wait for news</source>
      <translation>Wie lange man auf Neues wartet</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>How long readers wait at %1</source>
      <translation>Wie lange Leser bei %1 warten</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>Saved</source>
      <translation>Gespeichert</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>The page</source>
      <translation>Die Seite</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>The page can be seen</source>
      <translation>Die Seite ist sichtbar</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>Without /status at the end.</source>
      <translation>Ohne /status am Ende.</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>never</source>
      <translation>nie</translation>
    </message>
  </context>
  <context>
    <name>PagesCard</name>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>%1 people</source>
      <translation>%1 Personen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>1 person</source>
      <translation>1 Person</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Pages</source>
      <translation>Alarmierungen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Show all %1</source>
      <translation>Alle %1 zeigen</translation>
    </message>
  </context>
  <context>
    <name>PagingCard</name>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Links in pages lead there. It is set where the engine runs: watchbill serve --url, or WATCHBILL_URL.</source>
      <translation>Links in Alarmierungen führen dorthin. Sie wird gesetzt, wo die Engine läuft: watchbill serve --url oder WATCHBILL_URL.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Not set on this machine</source>
      <translation>Auf diesem Rechner nicht gesetzt</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Paging</source>
      <translation>Alarmieren</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Public address of the engine</source>
      <translation>Öffentliche Adresse der Engine</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Save the time between messages</source>
      <translation>Zeit zwischen Nachrichten speichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Saved.</source>
      <translation>Gespeichert.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Saved: each page by itself.</source>
      <translation>Gespeichert: jede Alarmierung für sich.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>The first page never waits. What comes meanwhile goes as one message, so that a storm can be read. 0 sends each page by itself.</source>
      <translation>Die erste Alarmierung wartet nie. Was inzwischen kommt, geht als eine Nachricht, damit ein Sturm lesbar bleibt. 0 sendet jede für sich.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>This is no length of time, such as 60s or 2m; 0 switches it off.</source>
      <translation>Das ist keine Dauer, etwa 60s oder 2m; 0 schaltet es aus.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Time between two messages to a contact</source>
      <translation>Zeit zwischen zwei Nachrichten an einen Kontakt</translation>
    </message>
  </context>
  <context>
    <name>Palette</name>
    <message>
      <location filename="../../ui/shell/palette.py"></location>
      <source>Nothing matches</source>
      <translation>Nichts passt</translation>
    </message>
    <message>
      <location filename="../../ui/shell/palette.py"></location>
      <source>Search or run anything</source>
      <translation>Alles suchen oder ausführen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/palette.py"></location>
      <source>choose</source>
      <translation>wählen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/palette.py"></location>
      <source>close</source>
      <translation>schließen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/palette.py"></location>
      <source>do it</source>
      <translation>ausführen</translation>
    </message>
  </context>
  <context>
    <name>PartsPane</name>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>%1 because of %2</source>
      <translation>%1 wegen %2</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>%1 is off the page</source>
      <translation>%1 ist von der Seite entfernt</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>%1 up</source>
      <translation>%1 verfügbar</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>90 days ago</source>
      <translation>vor 90 Tagen</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>A part of the page</source>
      <translation>Ein Teil der Seite</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>A sentence about it</source>
      <translation>Ein Satz dazu</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Add the first part</source>
      <translation>Ersten Teil hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>As customers call it.</source>
      <translation>Wie Kunden es nennen.</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Begin with the parts they know by name: the shop, the log-in, the payments.</source>
      <translation>Beginne mit den Teilen, die sie beim Namen kennen: der Shop, die Anmeldung, die Zahlungen.</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Change %1</source>
      <translation>%1 ändern</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Else only further pages that name it: see The page.</source>
      <translation>Sonst nur weitere Seiten, die ihn nennen: siehe Die Seite.</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Heading</source>
      <translation>Überschrift</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>It stands below it.</source>
      <translation>Der Teil steht darunter.</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Its incidents propose this part.</source>
      <translation>Seine Vorfälle schlagen diesen Teil vor.</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Move %1 up</source>
      <translation>%1 nach oben</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Moved</source>
      <translation>Verschoben</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>None</source>
      <translation>Keiner</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Saved %1</source>
      <translation>%1 gespeichert</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>State of %1</source>
      <translation>Zustand von %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Take %1 off the page</source>
      <translation>%1 von der Seite nehmen</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>The first page shows it</source>
      <translation>Die erste Seite zeigt ihn</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>The status page tells customers how your services are doing.</source>
      <translation>Die Statusseite sagt Kunden, wie es euren Diensten geht.</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Your service behind it</source>
      <translation>Euer Dienst dahinter</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>no data yet</source>
      <translation>noch keine Daten</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>not on the first page</source>
      <translation>nicht auf der ersten Seite</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>today</source>
      <translation>heute</translation>
    </message>
  </context>
  <context>
    <name>PastDrill</name>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>%1 by %2</source>
      <translation>%1 von %2</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>%1 of %2 met</source>
      <translation>%1 von %2 erfüllt</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Fold</source>
      <translation>Einklappen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Score</source>
      <translation>Auswertung</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Score of %1, %2</source>
      <translation>Auswertung von %1, %2</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>nothing was played</source>
      <translation>nichts wurde gespielt</translation>
    </message>
  </context>
  <context>
    <name>PeoplePage</name>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>%1 is on call in their time off.</source>
      <translation>%1 hat trotz Abwesenheit Bereitschaft.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>%1 shifts are to be re-planned</source>
      <translation>%1 Schichten sind neu zu planen</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>%1 was removed</source>
      <translation>%1 wurde entfernt</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>1 shift is to be re-planned</source>
      <translation>1 Schicht ist neu zu planen</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>A team is who answers together.</source>
      <translation>Ein Team sind die, die gemeinsam antworten.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Add a person</source>
      <translation>Person hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Add yourself first: a name, a time zone, and one way to reach you.</source>
      <translation>Trag zuerst dich selbst ein: einen Namen, eine Zeitzone und einen Weg, dich zu erreichen.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Arrow keys go through the list, Enter edits.</source>
      <translation>Mit den Pfeiltasten gehst du durch die Liste, Enter bearbeitet.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Choose a person to see how they are reached.</source>
      <translation>Wähle eine Person, um zu sehen, wie sie erreicht wird.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Choose a team to see who is in it.</source>
      <translation>Wähle ein Team, um zu sehen, wer dazugehört.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Filter people</source>
      <translation>Personen filtern</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Filter teams</source>
      <translation>Teams filtern</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Found: %1. Save to keep them.</source>
      <translation>Gefunden: %1. Zum Behalten speichern.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Load a sample team</source>
      <translation>Beispielteam laden</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Make a team</source>
      <translation>Team anlegen</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>People</source>
      <translation>Personen</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>People, teams or readiness</source>
      <translation>Personen, Teams oder Erreichbarkeit</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Re-plan…</source>
      <translation>Neu planen…</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Readiness</source>
      <translation>Erreichbarkeit</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Services and schedules belong to a team; a policy can page all of it.</source>
      <translation>Dienste und Pläne gehören einem Team; ein Eskalationsplan kann das ganze Team alarmieren.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Teams</source>
      <translation>Teams</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>The people who answer when something breaks.</source>
      <translation>Die Personen, die antworten, wenn etwas ausfällt.</translation>
    </message>
  </context>
  <context>
    <name>PeoplePane</name>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Add</source>
      <translation>Hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Add a group</source>
      <translation>Gruppe hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Add somebody</source>
      <translation>Jemanden hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Added</source>
      <translation>Hinzugefügt</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Address of a new subscriber</source>
      <translation>Adresse eines neuen Abonnenten</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Address that mail is sent from</source>
      <translation>Adresse, von der Mails kommen</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Change %1</source>
      <translation>%1 ändern</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Groups</source>
      <translation>Gruppen</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>It may be an address inside the house</source>
      <translation>Die Adresse darf im eigenen Netz liegen</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Lower case, no spaces.</source>
      <translation>Kleinbuchstaben, ohne Leerzeichen.</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Mail can be sent</source>
      <translation>Mails können gesendet werden</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Mail can be sent. Another address replaces the one that is stored:</source>
      <translation>Mails können gesendet werden. Eine andere Adresse ersetzt die gespeicherte:</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>No mail can be sent yet. Name an address to send from; it is sealed:</source>
      <translation>Noch können keine Mails gesendet werden. Nenne eine Absenderadresse; sie wird versiegelt:</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Nobody yet.</source>
      <translation>Noch niemand.</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Only when they are chosen</source>
      <translation>Nur wenn sie gewählt werden</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>People, teams and rooms who hear of updates by their own contacts: managers, support, sales.</source>
      <translation>Personen, Teams und Räume, die Meldungen über ihre eigenen Kontakte erfahren: Führung, Support, Vertrieb.</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Remove %1</source>
      <translation>%1 entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Removed</source>
      <translation>Entfernt</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Removed %1</source>
      <translation>%1 entfernt</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Save group</source>
      <translation>Gruppe speichern</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Saved %1</source>
      <translation>%1 gespeichert</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Send from here</source>
      <translation>Von hier senden</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Subscribers</source>
      <translation>Abonnenten</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>They are asked by mail</source>
      <translation>Sie werden per Mail gefragt</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Told by itself of updates of</source>
      <translation>Erfährt von selbst Meldungen zu</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Who is in it</source>
      <translation>Wer dazugehört</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Whoever asks for it on the page: by mail only after they said yes in a mail that asks them, programs (webhooks) at once. Addresses are kept sealed.</source>
      <translation>Wer auf der Seite darum bittet: per Mail erst nach einem Ja auf eine Rückfrage, Programme (Webhooks) sofort. Adressen bleiben versiegelt.</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>by itself of %1</source>
      <translation>von selbst bei %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>channel</source>
      <translation>Kanal</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>is told</source>
      <translation>wird informiert</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>name@example.org or https://…</source>
      <translation>name@example.org oder https://…</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>nobody</source>
      <translation>niemand</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>person</source>
      <translation>Person</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>team</source>
      <translation>Team</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>was asked, has not answered yet</source>
      <translation>wurde gefragt, hat noch nicht geantwortet</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>when chosen</source>
      <translation>wenn gewählt</translation>
    </message>
  </context>
  <context>
    <name>PersonForm</name>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>A calendar of time off</source>
      <translation>Kalender mit Abwesenheiten</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Add a contact</source>
      <translation>Kontakt hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Add time off</source>
      <translation>Abwesenheit hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Ana Ruiz</source>
      <translation>Ana Ruiz</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>As files and commands say</source>
      <translation>Für Dateien und Befehle</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Calendars (*.ics);;All files (*)</source>
      <translation>Kalender (*.ics);;Alle Dateien (*)</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Choose a time zone</source>
      <translation>Zeitzone wählen</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Contacts, rules and time off of %1 go. What they did stays in the record.</source>
      <translation>Kontakte, Regeln und Abwesenheiten von %1 gehen verloren. Was getan wurde, bleibt aufgezeichnet.</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>E-mail</source>
      <translation>E-Mail</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>From a calendar…</source>
      <translation>Aus einem Kalender…</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Full name</source>
      <translation>Voller Name</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Handle</source>
      <translation>Kürzel</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>How to reach them</source>
      <translation>So wird die Person erreicht</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>New person</source>
      <translation>Neue Person</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>No contact yet: a page cannot reach them.</source>
      <translation>Noch kein Kontakt: Eine Alarmierung kommt nicht an.</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>No time off is planned.</source>
      <translation>Keine Abwesenheit ist geplant.</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Remove?</source>
      <translation>Entfernen?</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Time off</source>
      <translation>Abwesenheit</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Time zone</source>
      <translation>Zeitzone</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Two contacts have this name.</source>
      <translation>Zwei Kontakte haben diesen Namen.</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>ana</source>
      <translation>ana</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>ana@example.org</source>
      <translation>ana@example.org</translation>
    </message>
  </context>
  <context>
    <name>Picker</name>
    <message>
      <location filename="../../ui/widgets/picker.py"></location>
      <source>Choose</source>
      <translation>Wählen</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/picker.py"></location>
      <source>None</source>
      <translation>Keine Angabe</translation>
    </message>
  </context>
  <context>
    <name>PictureSheet</name>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Save…</source>
      <translation>Speichern…</translation>
    </message>
  </context>
  <context>
    <name>PinStrip</name>
    <message>
      <location filename="../../ui/incidents/pin_strip.py"></location>
      <source>Go there</source>
      <translation>Dorthin</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pin_strip.py"></location>
      <source>Go to: %1</source>
      <translation>Gehe zu: %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pin_strip.py"></location>
      <source>Pinned</source>
      <translation>Angeheftet</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pin_strip.py"></location>
      <source>Unpin</source>
      <translation>Lösen</translation>
    </message>
  </context>
  <context>
    <name>Places</name>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Alerts</source>
      <translation>Alarme</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Follow-ups</source>
      <translation>Folgeaufgaben</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Get started</source>
      <translation>Erste Schritte</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Incident</source>
      <translation>Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Incidents</source>
      <translation>Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Metrics</source>
      <translation>Kennzahlen</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>People</source>
      <translation>Personen</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Playbooks</source>
      <translation>Playbooks</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Policies</source>
      <translation>Eskalationspläne</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Problems</source>
      <translation>Probleme</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Reviews</source>
      <translation>Nachbetrachtungen</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Rota</source>
      <translation>Dienstplan</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Services</source>
      <translation>Dienste</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Status page</source>
      <translation>Statusseite</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Tell customers or colleagues</source>
      <translation>Kunden oder Kollegen informieren</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Workflows</source>
      <translation>Workflows</translation>
    </message>
  </context>
  <context>
    <name>Planning</name>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>%1 is in force.</source>
      <translation>%1 gilt jetzt.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>%1 was taken out.</source>
      <translation>%1 wurde entfernt.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Back to now</source>
      <translation>Zurück zu jetzt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Bring back as a draft</source>
      <translation>Als Entwurf zurückholen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Earlier versions</source>
      <translation>Frühere Versionen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Edit</source>
      <translation>Bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Edit rotations</source>
      <translation>Rotationen bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>New schedule…</source>
      <translation>Neuer Plan…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Published.</source>
      <translation>Veröffentlicht.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Published. %1 people are told.</source>
      <translation>Veröffentlicht. %1 Personen erfahren es.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Published. 1 person is told.</source>
      <translation>Veröffentlicht. 1 Person erfährt es.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Rotations, layers, hours and settings (E)</source>
      <translation>Rotationen, Ebenen, Zeiten und Einstellungen (E)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>The draft is gone.</source>
      <translation>Der Entwurf ist weg.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Version %1</source>
      <translation>Version %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Versions</source>
      <translation>Versionen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>by %1, %2. Nothing can be edited here.</source>
      <translation>von %1, %2. Hier lässt sich nichts bearbeiten.</translation>
    </message>
  </context>
  <context>
    <name>Playbook</name>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>Call a web address</source>
      <translation>Webadresse aufrufen</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>Check: somebody looks</source>
      <translation>Prüfen: jemand sieht nach</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>Command: run a program, after a yes</source>
      <translation>Befehl: ein Programm ausführen, nach Zustimmung</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>Decide</source>
      <translation>Entscheiden</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>Decide: the answer leads to a step</source>
      <translation>Entscheiden: die Antwort führt zu einem Schritt</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>Do</source>
      <translation>Erledigen</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>Do: somebody does something</source>
      <translation>Erledigen: jemand tut etwas</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>HTTP: call a web address, after a yes</source>
      <translation>HTTP: eine Webadresse aufrufen, nach Zustimmung</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>Look and say what you find</source>
      <translation>Nachsehen und sagen, was du findest</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>Name of the playbook</source>
      <translation>Name des Playbooks</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>Notify: people get a message</source>
      <translation>Benachrichtigen: Personen bekommen eine Nachricht</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>Run a command</source>
      <translation>Befehl ausführen</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>Tell people</source>
      <translation>Personen benachrichtigen</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>Wait</source>
      <translation>Warten</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>Wait: go on after a while</source>
      <translation>Warten: nach einer Weile geht es weiter</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>failed</source>
      <translation>fehlgeschlagen</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>late</source>
      <translation>überfällig</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>until %1</source>
      <translation>bis %1</translation>
    </message>
  </context>
  <context>
    <name>PlaybookCard</name>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>%1 of %2 done</source>
      <translation>%1 von %2 erledigt</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Another playbook…</source>
      <translation>Anderes Playbook…</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Choose a playbook…</source>
      <translation>Playbook wählen…</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Done</source>
      <translation>Erledigt</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Done by hand</source>
      <translation>Von Hand erledigt</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Give to somebody else…</source>
      <translation>An jemand anderen geben…</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Give to somebody…</source>
      <translation>An jemanden geben…</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Go on now</source>
      <translation>Jetzt weiter</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Look and run…</source>
      <translation>Ansehen und ausführen…</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Look and send…</source>
      <translation>Ansehen und senden…</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Playbook</source>
      <translation>Playbook</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Running…</source>
      <translation>Läuft…</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Skip</source>
      <translation>Überspringen</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Start</source>
      <translation>Starten</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Start %1</source>
      <translation>%1 starten</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>What did you find?</source>
      <translation>Was hast du gefunden?</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>What did you find? (optional)</source>
      <translation>Was hast du gefunden? (optional)</translation>
    </message>
  </context>
  <context>
    <name>PlaybookEditor</name>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>%1 changed this playbook.</source>
      <translation>%1 hat dieses Playbook geändert.</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Add a step</source>
      <translation>Schritt hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Change the example; at the right you see what people will see.</source>
      <translation>Ändere das Beispiel; rechts siehst du, was andere sehen werden.</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Comes with Watchbill. Save it, and it is yours.</source>
      <translation>Kommt mit Watchbill. Speichere es, und es gehört dir.</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Discard</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Discard them</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Edition %1, by %2. Incidents keep the edition they started.</source>
      <translation>Fassung %1, von %2. Vorfälle behalten die Fassung, mit der sie begannen.</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Line %1: %2</source>
      <translation>Zeile %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>New playbook</source>
      <translation>Neues Playbook</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Remove this playbook? Incidents that started it keep it.</source>
      <translation>Dieses Playbook entfernen? Vorfälle, die es begonnen haben, behalten es.</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Show theirs</source>
      <translation>Andere Fassung zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>The playbook, as it is written</source>
      <translation>Das Playbook, wie es geschrieben ist</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>This playbook has changes that are not saved.</source>
      <translation>Dieses Playbook hat ungespeicherte Änderungen.</translation>
    </message>
  </context>
  <context>
    <name>PlaybooksPage</name>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>Filter playbooks</source>
      <translation>Playbooks filtern</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>For</source>
      <translation>Für</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>New playbook</source>
      <translation>Neues Playbook</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>Playbook</source>
      <translation>Playbook</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>Playbooks</source>
      <translation>Playbooks</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>Removed %1</source>
      <translation>%1 entfernt</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>Saved %1</source>
      <translation>%1 gespeichert</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>for any incident</source>
      <translation>für alle Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>off</source>
      <translation>aus</translation>
    </message>
  </context>
  <context>
    <name>PoliciesPage</name>
    <message>
      <location filename="../../ui/policies/page.py"></location>
      <source>A policy says who is called, and who next when nobody answers.</source>
      <translation>Ein Eskalationsplan sagt, wer gerufen wird und wer danach, wenn niemand antwortet.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/page.py"></location>
      <source>Add policy</source>
      <translation>Eskalationsplan hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/policies/page.py"></location>
      <source>Give services one, and their alerts reach people.</source>
      <translation>Gib Diensten einen, und ihre Alarme erreichen Menschen.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/page.py"></location>
      <source>Make the first policy</source>
      <translation>Ersten Eskalationsplan anlegen</translation>
    </message>
    <message>
      <location filename="../../ui/policies/page.py"></location>
      <source>Policies</source>
      <translation>Eskalationspläne</translation>
    </message>
    <message>
      <location filename="../../ui/policies/page.py"></location>
      <source>Who would be paged at %1</source>
      <translation>Wer um %1 alarmiert würde</translation>
    </message>
  </context>
  <context>
    <name>Policy</name>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source> or </source>
      <translation> oder </translation>
    </message>
    <message>
      <location filename="../../ui/policies/targets.py"></location>
      <source>Channel %1</source>
      <translation>Kanal %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source>Low urgency waits for %1 (%2)</source>
      <translation>Niedrige Dringlichkeit wartet auf %1 (%2)</translation>
    </message>
    <message>
      <location filename="../../ui/policies/targets.py"></location>
      <source>Next on call: %1</source>
      <translation>Nächste Bereitschaft: %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/targets.py"></location>
      <source>On call before: %1</source>
      <translation>Vorige Bereitschaft: %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/targets.py"></location>
      <source>On call: %1</source>
      <translation>Bereitschaft: %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source>Pages again after %1 without news, although acknowledged</source>
      <translation>Alarmiert nach %1 ohne Neuigkeit erneut, obwohl quittiert</translation>
    </message>
    <message>
      <location filename="../../ui/policies/targets.py"></location>
      <source>Team %1</source>
      <translation>Team %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/targets.py"></location>
      <source>Whom it calls</source>
      <translation>Wen er ruft</translation>
    </message>
    <message>
      <location filename="../../ui/policies/targets.py"></location>
      <source>Whom shall it call?</source>
      <translation>Wen soll er rufen?</translation>
    </message>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source>always</source>
      <translation>immer</translation>
    </message>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source>every day</source>
      <translation>jeden Tag</translation>
    </message>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source>high urgency</source>
      <translation>hohe Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source>low urgency</source>
      <translation>niedrige Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source>on %1</source>
      <translation>bei %1</translation>
    </message>
  </context>
  <context>
    <name>PolicyCard</name>
    <message>
      <location filename="../../ui/policies/card.py"></location>
      <source>%1 in all</source>
      <translation>%1 insgesamt</translation>
    </message>
    <message>
      <location filename="../../ui/policies/card.py"></location>
      <source>%1 rounds</source>
      <translation>%1 Runden</translation>
    </message>
    <message>
      <location filename="../../ui/policies/card.py"></location>
      <source>Edit %1</source>
      <translation>%1 bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/policies/card.py"></location>
      <source>It has no level: nobody is paged.</source>
      <translation>Er hat keine Stufe: Niemand wird alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/card.py"></location>
      <source>No service pages by it yet.</source>
      <translation>Noch alarmiert kein Dienst danach.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/card.py"></location>
      <source>Used by</source>
      <translation>Genutzt von</translation>
    </message>
    <message>
      <location filename="../../ui/policies/card.py"></location>
      <source>once</source>
      <translation>einmal</translation>
    </message>
  </context>
  <context>
    <name>PolicyEditor</name>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>All policies</source>
      <translation>Alle Eskalationspläne</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Discard</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Discard them</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>New policy</source>
      <translation>Neuer Eskalationsplan</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Remove this policy? Open incidents keep it as it is.</source>
      <translation>Diesen Eskalationsplan entfernen? Offene Vorfälle behalten ihn, wie er ist.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Save mine</source>
      <translation>Meins speichern</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Show theirs</source>
      <translation>Andere Fassung zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Somebody changed this policy.</source>
      <translation>Jemand hat diesen Eskalationsplan geändert.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Somebody took this policy out meanwhile.</source>
      <translation>Jemand hat diesen Eskalationsplan inzwischen entfernt.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>This policy has changes that are not saved.</source>
      <translation>Dieser Eskalationsplan hat ungespeicherte Änderungen.</translation>
    </message>
  </context>
  <context>
    <name>PolicyForm</name>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Acknowledged, but no news for so long: it is called again.</source>
      <translation>Quittiert, aber so lange nichts Neues: Es wird erneut gerufen.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Add branch</source>
      <translation>Zweig hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Add level</source>
      <translation>Stufe hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Branches</source>
      <translation>Zweige</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Called when every round went by, with a loud alarm on every desktop.</source>
      <translation>Wird gerufen, wenn jede Runde vorbei ist, mit einem lauten Alarm auf jedem Desktop.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Hours of low urgency</source>
      <translation>Zeiten für niedrige Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>How often all levels are walked through.</source>
      <translation>Wie oft alle Stufen durchlaufen werden.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Last resort</source>
      <translation>Letzte Instanz</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Levels</source>
      <translation>Stufen</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Of the hours above and of the branches.</source>
      <translation>Für die Zeiten oben und die Zweige.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Outside these hours low urgency waits, and is judged anew when they begin.</source>
      <translation>Außerhalb dieser Zeiten wartet niedrige Dringlichkeit und wird neu beurteilt, wenn sie beginnen.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Remind after</source>
      <translation>Erinnern nach</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Rounds</source>
      <translation>Runden</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Somebody must hear when nobody answers; choose at least one.</source>
      <translation>Jemand muss es hören, wenn niemand antwortet; wähle mindestens eine Person.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>This is no duration; expected one such as 30m.</source>
      <translation>Das ist keine Dauer; erwartet wird etwas wie 30m.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Time zone</source>
      <translation>Zeitzone</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>called one after the other</source>
      <translation>werden nacheinander gerufen</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>the first that fits is taken</source>
      <translation>der erste passende gilt</translation>
    </message>
  </context>
  <context>
    <name>Preview</name>
    <message>
      <location filename="../../ui/playbooks/preview.py"></location>
      <source>For %1</source>
      <translation>Für %1</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/preview.py"></location>
      <source>Preview</source>
      <translation>Vorschau</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/preview.py"></location>
      <source>any incident</source>
      <translation>alle Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/preview.py"></location>
      <source>then: %1</source>
      <translation>dann: %1</translation>
    </message>
  </context>
  <context>
    <name>ProblemCard</name>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>%1 incidents</source>
      <translation>%1 Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>1 incident</source>
      <translation>1 Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Choose a problem</source>
      <translation>Problem wählen</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Choose…</source>
      <translation>Wählen…</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>It is problem %1</source>
      <translation>Es ist Problem %1</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>It is this one</source>
      <translation>Es ist dieses</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>New problem</source>
      <translation>Neues Problem</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>No work-around is known.</source>
      <translation>Kein Workaround ist bekannt.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Not this one</source>
      <translation>Nicht dieses</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Open problem %1</source>
      <translation>Problem %1 öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Problem</source>
      <translation>Problem</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Seen before?</source>
      <translation>Schon einmal gesehen?</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>The cause behind incidents that come again.</source>
      <translation>Die Ursache hinter Vorfällen, die wiederkommen.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Work-around</source>
      <translation>Workaround</translation>
    </message>
  </context>
  <context>
    <name>ProblemEditor</name>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Any category</source>
      <translation>Jede Kategorie</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Any service</source>
      <translation>Jeder Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Category</source>
      <translation>Kategorie</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Cause</source>
      <translation>Ursache</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Incidents</source>
      <translation>Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>New problem</source>
      <translation>Neues Problem</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Nobody yet</source>
      <translation>Noch niemand</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>None yet. Open an incident and choose this problem beside it.</source>
      <translation>Noch keine. Öffne einen Vorfall und wähle dort dieses Problem.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Not of this problem: #%1</source>
      <translation>Gehört nicht zu diesem Problem: #%1</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Owner</source>
      <translation>Verantwortlich</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Problem</source>
      <translation>Problem</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Remove this problem? Its incidents stay, and are of no problem then.</source>
      <translation>Dieses Problem entfernen? Seine Vorfälle bleiben und gehören dann zu keinem Problem.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Service</source>
      <translation>Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Show #%1</source>
      <translation>#%1 zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>State</source>
      <translation>Status</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>What helps until it is fixed; shown beside the next incident like these</source>
      <translation>Was hilft, bis es gelöst ist; steht neben dem nächsten ähnlichen Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>What is known of why it happens</source>
      <translation>Was darüber bekannt ist, warum es geschieht</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>What is wrong underneath</source>
      <translation>Was dahinter nicht stimmt</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Work-around</source>
      <translation>Workaround</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>changed by %1, %2</source>
      <translation>geändert von %1, %2</translation>
    </message>
  </context>
  <context>
    <name>ProblemsPage</name>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>A problem is the cause behind incidents that come again.</source>
      <translation>Ein Problem ist die Ursache hinter Vorfällen, die wiederkommen.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>Also fixed and closed</source>
      <translation>Auch gelöste und geschlossene</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>Choose a problem.</source>
      <translation>Wähle ein Problem.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>Filter problems</source>
      <translation>Probleme filtern</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>It gathers them, keeps what is known of the cause, and shows its work-around beside the next incident like them.</source>
      <translation>Es sammelt sie, hält fest, was über die Ursache bekannt ist, und zeigt seinen Workaround neben dem nächsten ähnlichen Vorfall.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>New problem</source>
      <translation>Neues Problem</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>Problems</source>
      <translation>Probleme</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>Saved</source>
      <translation>Gespeichert</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>Write down the first</source>
      <translation>Das erste aufschreiben</translation>
    </message>
  </context>
  <context>
    <name>Program</name>
    <message>
      <location filename="../../ui/main.py"></location>
      <source>Copy details</source>
      <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/main.py"></location>
      <source>Something went wrong in Watchbill itself.</source>
      <translation>In Watchbill selbst ist etwas schiefgegangen.</translation>
    </message>
    <message>
      <location filename="../../ui/main.py"></location>
      <source>Watchbill ended unexpectedly the last time.</source>
      <translation>Watchbill wurde beim letzten Mal unerwartet beendet.</translation>
    </message>
    <message>
      <location filename="../../ui/main.py"></location>
      <source>What you typed is kept.</source>
      <translation>Was du getippt hast, bleibt erhalten.</translation>
    </message>
    <message>
      <location filename="../../ui/main.py"></location>
      <source>What you typed is kept. A report was written on this machine.</source>
      <translation>Was du getippt hast, bleibt erhalten. Auf diesem Rechner liegt ein Bericht.</translation>
    </message>
  </context>
  <context>
    <name>PublishSheet</name>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>; and %1 more</source>
      <translation>; und %1 weitere</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Checks</source>
      <translation>Prüfungen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Ctrl+Enter</source>
      <translation>Strg+Enter</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Everybody but you, by their own contacts.</source>
      <translation>Alle außer dir, über ihre eigenen Kontakte.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Hours in 90 days</source>
      <translation>Stunden in 90 Tagen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>No shift of the next 90 days changes hands.</source>
      <translation>Keine Schicht der nächsten 90 Tage wechselt.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Nobody: no shift of anybody else changes hands.</source>
      <translation>Niemand: Keine Schicht von anderen wechselt.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Note</source>
      <translation>Notiz</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Preview of %1</source>
      <translation>Vorschau von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Publish</source>
      <translation>Veröffentlichen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Publish %1</source>
      <translation>%1 veröffentlichen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Publish…</source>
      <translation>Veröffentlichen…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Takes effect</source>
      <translation>Gilt ab</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Told about it</source>
      <translation>Wer es erfährt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>What changes hands, shift by shift</source>
      <translation>Was wechselt, Schicht für Schicht</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Why, for those who are told and for the record</source>
      <translation>Warum, für alle, die es erfahren, und fürs Protokoll</translation>
    </message>
  </context>
  <context>
    <name>Publishing</name>
    <message>
      <location filename="../../ui/schedules/publish/publishing.py"></location>
      <source>Nothing is left to publish: it is in force already.</source>
      <translation>Nichts ist mehr zu veröffentlichen: Es gilt schon.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publishing.py"></location>
      <source>Somebody</source>
      <translation>Jemand</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publishing.py"></location>
      <source>This schedule was taken out meanwhile.</source>
      <translation>Dieser Plan wurde inzwischen entfernt.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publishing.py"></location>
      <source>merged with what was published</source>
      <translation>mit dem Veröffentlichten zusammengeführt</translation>
    </message>
  </context>
  <context>
    <name>PulseWatch</name>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>#%1 %2: everybody was paged, and no one acknowledged.</source>
      <translation>#%1 %2: Alle wurden alarmiert, und niemand hat quittiert.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>%1 engines running</source>
      <translation>%1 Engines laufen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>%1 pages or steps are more than a minute overdue.</source>
      <translation>%1 Alarmierungen oder Schritte sind mehr als eine Minute überfällig.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>1 page or step is more than a minute overdue.</source>
      <translation>1 Alarmierung oder Schritt ist mehr als eine Minute überfällig.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>And %1 more.</source>
      <translation>Und %1 weitere.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Another program has upgraded it. Please update this one.</source>
      <translation>Ein anderes Programm hat sie aktualisiert. Bitte aktualisiere auch dieses.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Copy details</source>
      <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Database away</source>
      <translation>Datenbank nicht erreichbar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Embedded database</source>
      <translation>Eingebettete Datenbank</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Engine running</source>
      <translation>Engine läuft</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>No engine has run for 30 seconds. Start `watchbill serve`, or run one here.</source>
      <translation>Seit 30 Sekunden läuft keine Engine. Starte `watchbill serve` oder lass eine hier laufen.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>No engine runs</source>
      <translation>Keine Engine läuft</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Nobody answers.</source>
      <translation>Niemand antwortet.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Nobody is being paged.</source>
      <translation>Gerade wird niemand alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Not done.</source>
      <translation>Nicht ausgeführt.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Paging is late.</source>
      <translation>Das Alarmieren ist verspätet.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>PostgreSQL</source>
      <translation>PostgreSQL</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Run one here</source>
      <translation>Hier laufen lassen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Somebody was faster.</source>
      <translation>Jemand war schneller.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Something went wrong in Watchbill itself.</source>
      <translation>In Watchbill selbst ist etwas schiefgegangen.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>The database cannot be reached.</source>
      <translation>Die Datenbank ist nicht erreichbar.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>This Watchbill is older than its database, and does not page.</source>
      <translation>Dieses Watchbill ist älter als seine Datenbank und alarmiert nicht.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Trying again.</source>
      <translation>Wird erneut versucht.</translation>
    </message>
  </context>
  <context>
    <name>QrCode</name>
    <message>
      <location filename="../../ui/schedules/calendars/qr.py"></location>
      <source>QR code of the address, for a phone's camera</source>
      <translation>QR-Code der Adresse, für die Kamera eines Telefons</translation>
    </message>
  </context>
  <context>
    <name>QuietSection</name>
    <message>
      <location filename="../../ui/people/quiet_section.py"></location>
      <source>Low urgency only, by their own clock</source>
      <translation>Nur niedrige Dringlichkeit, nach der Ortszeit der Person</translation>
    </message>
    <message>
      <location filename="../../ui/people/quiet_section.py"></location>
      <source>May be paged in a drill</source>
      <translation>Darf in einer Übung alarmiert werden</translation>
    </message>
    <message>
      <location filename="../../ui/people/quiet_section.py"></location>
      <source>Never quiet: low urgency is told at once.</source>
      <translation>Nie ruhig: Niedrige Dringlichkeit kommt sofort.</translation>
    </message>
    <message>
      <location filename="../../ui/people/quiet_section.py"></location>
      <source>On Tuesday at ten; the message's link proves that it came.</source>
      <translation>Dienstags um zehn; der Link in der Nachricht beweist, dass sie ankam.</translation>
    </message>
    <message>
      <location filename="../../ui/people/quiet_section.py"></location>
      <source>Quiet hours</source>
      <translation>Ruhezeiten</translation>
    </message>
    <message>
      <location filename="../../ui/people/quiet_section.py"></location>
      <source>Try every contact once a week</source>
      <translation>Jeden Kontakt einmal pro Woche testen</translation>
    </message>
  </context>
  <context>
    <name>RateEntry</name>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>How often</source>
      <translation>Wie oft</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Take this out</source>
      <translation>Das entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>What happens</source>
      <translation>Was geschieht</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>What?</source>
      <translation>Was?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Where</source>
      <translation>Wo</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Within</source>
      <translation>Innerhalb von</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>anywhere</source>
      <translation>überall</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>in this incident</source>
      <translation>in diesem Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>on this service</source>
      <translation>bei diesem Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>times or more in</source>
      <translation>mal oder öfter in</translation>
    </message>
  </context>
  <context>
    <name>ReadinessView</name>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>%1 cannot be reached.</source>
      <translation>%1 sind nicht erreichbar.</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>%1 of %2 contacts proven in the last 30 days.</source>
      <translation>%1 von %2 Kontakten in den letzten 30 Tagen bestätigt.</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>A test goes to %1 by %2. Its link proves that it came.</source>
      <translation>Ein Test geht an %1 über %2. Der Link darin beweist, dass er ankam.</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>A test is on its way already.</source>
      <translation>Ein Test ist schon unterwegs.</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Add a person with a contact, then prove here that messages arrive.</source>
      <translation>Füge eine Person mit einem Kontakt hinzu und prüfe hier, ob Nachrichten ankommen.</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Edit this person</source>
      <translation>Diese Person bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Filter contacts</source>
      <translation>Kontakte filtern</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Nobody is here to be reached yet.</source>
      <translation>Noch ist hier niemand zu erreichen.</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Send a test</source>
      <translation>Test senden</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Who can be reached</source>
      <translation>Wer erreichbar ist</translation>
    </message>
  </context>
  <context>
    <name>ReleaseCard</name>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Ask now</source>
      <translation>Jetzt fragen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Ask once a day at</source>
      <translation>Einmal am Tag fragen bei</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Asked %1:</source>
      <translation>Gefragt %1:</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Asked %1: nothing newer than this one.</source>
      <translation>Gefragt %1: nichts Neueres als dieses.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Asking…</source>
      <translation>Wird gefragt…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Empty: nobody asks. A newer version is told, never installed; only what the project signed is believed.</source>
      <translation>Leer: Niemand fragt. Eine neuere Version wird gemeldet, nie installiert; geglaubt wird nur, was das Projekt signiert hat.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>It is an address inside our network</source>
      <translation>Es ist eine Adresse in unserem Netz</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>New versions</source>
      <translation>Neue Versionen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Not asked yet.</source>
      <translation>Noch nicht gefragt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Save where new versions are asked for</source>
      <translation>Speichern, wo nach neuen Versionen gefragt wird</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>This machine asks nobody.</source>
      <translation>Dieser Rechner fragt niemanden.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Watchbill %1 is out.</source>
      <translation>Watchbill %1 ist da.</translation>
    </message>
  </context>
  <context>
    <name>Removal</name>
    <message>
      <location filename="../../ui/schedules/editor/removal.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/removal.py"></location>
      <source>Nobody is on call by this schedule any more. Who was on call stays on record, and its calendar subscriptions end.</source>
      <translation>Durch diesen Plan hat niemand mehr Bereitschaft. Wer Bereitschaft hatte, bleibt aufgezeichnet, und seine Kalender-Abos enden.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/removal.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/removal.py"></location>
      <source>Remove %1?</source>
      <translation>%1 entfernen?</translation>
    </message>
  </context>
  <context>
    <name>ReplanSheet</name>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Done</source>
      <translation>Fertig</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>No shift lies in their time off.</source>
      <translation>Keine Schicht liegt in der Abwesenheit.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Shifts in time off</source>
      <translation>Schichten während der Abwesenheit</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Who could take it</source>
      <translation>Wer sie übernehmen könnte</translation>
    </message>
  </context>
  <context>
    <name>ReplayBar</name>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>%1 alerts</source>
      <translation>%1 Alarme</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>%1 has it</source>
      <translation>%1 ist zuständig</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>%1 notes</source>
      <translation>%1 Notizen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>%1 · %2 in</source>
      <translation>%1 · nach %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>1 alert</source>
      <translation>1 Alarm</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>1 note</source>
      <translation>1 Notiz</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>Back to now</source>
      <translation>Zurück zu jetzt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>Moment</source>
      <translation>Zeitpunkt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>Nobody has it</source>
      <translation>Niemand ist zuständig</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>Play from here</source>
      <translation>Ab hier abspielen</translation>
    </message>
  </context>
  <context>
    <name>RepliesCard</name>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>%1 at %2</source>
      <translation>%1 bei %2</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>%1. Looked into %2.</source>
      <translation>%1. Abgerufen %2.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>%1. Not looked into yet.</source>
      <translation>%1. Noch nicht abgerufen.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>A mailbox whose key is not on this machine</source>
      <translation>Ein Postfach, dessen Schlüssel nicht auf diesem Rechner ist</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>A port is a number up to 65535.</source>
      <translation>Ein Port ist eine Zahl bis 65535.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>As whom? Mostly the e-mail address.</source>
      <translation>Als wer? Meist die E-Mail-Adresse.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Encrypted (IMAPS)</source>
      <translation>Verschlüsselt (IMAPS)</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Folder</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>It is sealed, and never shown again.</source>
      <translation>Er wird versiegelt und nie wieder gezeigt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Password</source>
      <translation>Passwort</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Port</source>
      <translation>Port</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Remove the mailbox</source>
      <translation>Postfach entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Removed.</source>
      <translation>Entfernt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Replace</source>
      <translation>Ersetzen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Replace the mailbox</source>
      <translation>Postfach ersetzen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Replies are not looked for.</source>
      <translation>Antworten werden nicht abgerufen.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Replies by e-mail</source>
      <translation>Antworten per E-Mail</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Save mailbox</source>
      <translation>Postfach speichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Saved. An engine looks into it within a minute.</source>
      <translation>Gespeichert. Eine Engine ruft es innerhalb einer Minute ab.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Server</source>
      <translation>Server</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Set a mailbox</source>
      <translation>Postfach einrichten</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>The mailbox needs its password.</source>
      <translation>Das Postfach braucht sein Passwort.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>User</source>
      <translation>Benutzer</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Which server? Such as imap.example.org.</source>
      <translation>Welcher Server? Etwa imap.example.org.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Whoever is paged by e-mail can answer it: “ack” acknowledges, “resolved” resolves, anything else becomes a note.</source>
      <translation>Wer per E-Mail alarmiert wird, kann darauf antworten: „ack“ quittiert, „resolved“ behebt, alles andere wird zur Notiz.</translation>
    </message>
  </context>
  <context>
    <name>ReportMenu</name>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Last month…</source>
      <translation>Letzter Monat…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Mail it every month…</source>
      <translation>Jeden Monat mailen…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Not saved: %1</source>
      <translation>Nicht gespeichert: %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Save the report</source>
      <translation>Bericht speichern</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Saved %1</source>
      <translation>%1 gespeichert</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>The report is mailed when a month is over</source>
      <translation>Der Bericht wird gemailt, wenn ein Monat vorbei ist</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>The report is not mailed any more</source>
      <translation>Der Bericht wird nicht mehr gemailt</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>What is shown…</source>
      <translation>Was gezeigt wird…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Writing the report …</source>
      <translation>Bericht wird geschrieben …</translation>
    </message>
  </context>
  <context>
    <name>RequestCard</name>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>%1 takes it</source>
      <translation>%1 übernimmt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Accept</source>
      <translation>Annehmen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Anyone</source>
      <translation>Alle</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Approve</source>
      <translation>Genehmigen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Decide…</source>
      <translation>Entscheiden…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Decline</source>
      <translation>Ablehnen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Swap</source>
      <translation>Tauschen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Take back</source>
      <translation>Zurücknehmen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Turn down</source>
      <translation>Ablehnen</translation>
    </message>
  </context>
  <context>
    <name>RequestPicture</name>
    <message>
      <location filename="../../ui/schedules/between/picture.py"></location>
      <source>%1 gives %2</source>
      <translation>%1 gibt %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/picture.py"></location>
      <source>%1 takes %2</source>
      <translation>%1 nimmt %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/picture.py"></location>
      <source>gives</source>
      <translation>gibt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/picture.py"></location>
      <source>takes</source>
      <translation>nimmt</translation>
    </message>
  </context>
  <context>
    <name>RequestsSheet</name>
    <message>
      <location filename="../../ui/schedules/between/sheet.py"></location>
      <source>Ask for cover or offer a swap from the menu of a shift.</source>
      <translation>Bitte im Menü einer Schicht um Vertretung oder biete einen Tausch an.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/sheet.py"></location>
      <source>Ended</source>
      <translation>Beendet</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/sheet.py"></location>
      <source>Nobody asks for anything.</source>
      <translation>Niemand bittet um etwas.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/sheet.py"></location>
      <source>Nothing has ended yet.</source>
      <translation>Noch ist nichts beendet.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/sheet.py"></location>
      <source>Open</source>
      <translation>Offen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/sheet.py"></location>
      <source>Requests</source>
      <translation>Anfragen</translation>
    </message>
  </context>
  <context>
    <name>ResponseCard</name>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>Answered</source>
      <translation>Beantwortet</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>Last resort</source>
      <translation>Letzte Instanz</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>Level %1</source>
      <translation>Stufe %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>Median</source>
      <translation>Median</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>Paged</source>
      <translation>Alarmiert</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>Response to pages</source>
      <translation>Antwort auf Alarmierungen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>Who</source>
      <translation>Wer</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>p90</source>
      <translation>p90</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>people: for managers only</source>
      <translation>Personen: nur für die Führung</translation>
    </message>
  </context>
  <context>
    <name>ReviewCard</name>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source># Name, then category: and severity:, then ## sections</source>
      <translation># Name, dann category: und severity:, dann ## Abschnitte</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>A review begins with the template that fits the incident's category and severity best. Change a shipped one, or write your own under another name.</source>
      <translation>Eine Nachbetrachtung beginnt mit der Vorlage, die am besten zu Kategorie und Schweregrad des Vorfalls passt. Ändere eine mitgelieferte oder schreib eine eigene unter anderem Namen.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/review_card.py"></location>
      <source>Drafted from what is on record; you correct it together.</source>
      <translation>Entworfen aus dem, was aufgezeichnet ist; ihr berichtigt es gemeinsam.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/review_card.py"></location>
      <source>Open the review</source>
      <translation>Nachbetrachtung öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Remove ours</source>
      <translation>Unsere entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Removed yours of %1</source>
      <translation>Eure von %1 ist entfernt</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/review_card.py"></location>
      <source>Review</source>
      <translation>Nachbetrachtung</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Save template</source>
      <translation>Vorlage speichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Saved %1</source>
      <translation>%1 gespeichert</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/review_card.py"></location>
      <source>Start the review</source>
      <translation>Nachbetrachtung beginnen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Template</source>
      <translation>Vorlage</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Templates of reviews</source>
      <translation>Vorlagen der Nachbetrachtung</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Text of the template</source>
      <translation>Text der Vorlage</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Which template?</source>
      <translation>Welche Vorlage?</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>ours</source>
      <translation>unsere</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>{summary}, {facts} and such are filled in when a review begins.</source>
      <translation>{summary}, {facts} und andere werden gefüllt, wenn eine Nachbetrachtung beginnt.</translation>
    </message>
  </context>
  <context>
    <name>ReviewView</name>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Back to a draft</source>
      <translation>Zurück zum Entwurf</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Earlier editions…</source>
      <translation>Frühere Fassungen…</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Export</source>
      <translation>Exportieren</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Export without masks</source>
      <translation>Ohne Maskierung exportieren</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Exported to %1</source>
      <translation>Exportiert nach %1</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Masked in %1: %2</source>
      <translation>Unkenntlich gemacht in %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>More</source>
      <translation>Mehr</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Open again</source>
      <translation>Wieder öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Publish</source>
      <translation>Veröffentlichen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Ready to read</source>
      <translation>Bereit zum Lesen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Say something about the whole review</source>
      <translation>Sag etwas zur ganzen Nachbetrachtung</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Show the incident</source>
      <translation>Vorfall zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Use template: %1</source>
      <translation>Vorlage verwenden: %1</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>edition %1</source>
      <translation>Fassung %1</translation>
    </message>
  </context>
  <context>
    <name>ReviewsPage</name>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Choose a review.</source>
      <translation>Wähle eine Nachbetrachtung.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Filter reviews</source>
      <translation>Filtern</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Incident</source>
      <translation>Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>It is not over yet: resolve it first, then it can be reviewed.</source>
      <translation>Er ist noch nicht vorbei: Behebe ihn zuerst, dann kann er nachbetrachtet werden.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Nobody has begun its review. A draft is made here, from what is on record: facts, clocks, people, timeline, what went well and what did not. Nothing leaves this machine.</source>
      <translation>Noch hat niemand die Nachbetrachtung begonnen. Hier entsteht ein Entwurf aus dem, was aufgezeichnet ist: Fakten, Zeiten, Personen, Verlauf, was gut lief und was nicht. Nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>None of these.</source>
      <translation>Nichts davon.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Reviews</source>
      <translation>Nachbetrachtungen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Severity</source>
      <translation>Schweregrad</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Show the incident</source>
      <translation>Vorfall zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Start the review</source>
      <translation>Nachbetrachtung beginnen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>State</source>
      <translation>Status</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Template</source>
      <translation>Vorlage</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>The closest to its category and severity is chosen.</source>
      <translation>Gewählt wird die, die Kategorie und Schweregrad am nächsten kommt.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>What a team learns from an incident is written here.</source>
      <translation>Hier steht, was ein Team aus einem Vorfall lernt.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>When a SEV1 or SEV2 is over, its review is owed and shows up by itself. Any other incident that is over can be reviewed too: open it and press “Start the review”.</source>
      <translation>Wenn ein SEV1 oder SEV2 vorbei ist, wird seine Nachbetrachtung fällig und erscheint von selbst. Jeder andere erledigte Vorfall geht auch: Öffne ihn und drücke „Nachbetrachtung beginnen“.</translation>
    </message>
  </context>
  <context>
    <name>RhythmFields</name>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>%1 is no time of day, such as 09:00.</source>
      <translation>%1 ist keine Uhrzeit, etwa 09:00.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>A turn</source>
      <translation>Ein Turnus</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>Expected a date, such as 2026-11-23.</source>
      <translation>Erwartet wird ein Datum, etwa 2026-11-23.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>From</source>
      <translation>Von</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>Hand-off</source>
      <translation>Übergabe</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>Hand-off day</source>
      <translation>Tag der Übergabe</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>Hand-off time</source>
      <translation>Uhrzeit der Übergabe</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>Turn length</source>
      <translation>Länge des Turnus</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>Unit of the turn length</source>
      <translation>Einheit der Turnuslänge</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>Until</source>
      <translation>Bis</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>at</source>
      <translation>um</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>counted from</source>
      <translation>gezählt ab</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>day</source>
      <translation>Tag</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>day %1</source>
      <translation>Tag %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>days</source>
      <translation>Tage</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>every</source>
      <translation>je</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>for ever</source>
      <translation>unbegrenzt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>hour</source>
      <translation>Stunde</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>hours</source>
      <translation>Stunden</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>month</source>
      <translation>Monat</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>months</source>
      <translation>Monate</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>week</source>
      <translation>Woche</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>weeks</source>
      <translation>Wochen</translation>
    </message>
  </context>
  <context>
    <name>Rota</name>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>%1 accepted; a manager has still to approve</source>
      <translation>%1 hat angenommen; die Führung muss noch genehmigen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/diff_list.py"></location>
      <source>%1 alone</source>
      <translation>%1 allein</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>%1 and %2</source>
      <translation>%1 und %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/picture.py"></location>
      <source>%1 and %2 swap</source>
      <translation>%1 und %2 tauschen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/gesture.py"></location>
      <source>%1 and %2 swap: %3, %4</source>
      <translation>%1 und %2 tauschen: %3, %4</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>%1 asks %2 to cover</source>
      <translation>%1 bittet %2 um Vertretung</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <location filename="../../ui/schedules/hand/gesture.py"></location>
      <source>%1 copied</source>
      <translation>%1 kopiert</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/words.py"></location>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>%1 covers</source>
      <translation>%1 vertritt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/words.py"></location>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>%1 covers %2</source>
      <translation>%1 vertritt %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>%1 days running (%2 at most)</source>
      <translation>%1 Tage am Stück (höchstens %2)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>%1 declined</source>
      <translation>Abgelehnt durch %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>%1 for %2</source>
      <translation>%1 gegen %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edits.py"></location>
      <source>%1 from %2</source>
      <translation>%1 ab %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>%1 gaps, the first on %2</source>
      <translation>%1 Lücken, die erste am %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <location filename="../../ui/schedules/clock_turn.py"></location>
      <location filename="../../ui/schedules/length.py"></location>
      <source>%1 h</source>
      <translation>%1 h</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/length.py"></location>
      <source>%1 hours</source>
      <translation>%1 Stunden</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>%1 in seven days (%2 at most)</source>
      <translation>%1 in sieben Tagen (höchstens %2)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/clock_turn.py"></location>
      <location filename="../../ui/schedules/length.py"></location>
      <source>%1 min</source>
      <translation>%1 min</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/length.py"></location>
      <source>%1 minutes</source>
      <translation>%1 Minuten</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/gesture.py"></location>
      <source>%1 moved</source>
      <translation>%1 verschoben</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <location filename="../../ui/schedules/hand/offers.py"></location>
      <source>%1 n</source>
      <translation>%1 N</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>%1 nights running (%2 at most)</source>
      <translation>%1 Nächte am Stück (höchstens %2)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>%1 offers %2 a swap</source>
      <translation>%1 fragt %2 nach einem Tausch</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>%1 others</source>
      <translation>%1 andere</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edits.py"></location>
      <source>%1 removed</source>
      <translation>%1 entfernt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>%1 rest between two shifts (%2)</source>
      <translation>%1 Ruhe zwischen zwei Schichten (%2)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>%1 too</source>
      <translation>auch %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/offers.py"></location>
      <source>%1 we</source>
      <translation>%1 WE</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>%1's shift</source>
      <translation>Schicht von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>%1's shift: who has it, from when on?</source>
      <translation>Schicht von %1: Wer hat sie, ab wann?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>%1, %2</source>
      <translation>%1, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/diff_list.py"></location>
      <source>%1, %2: %3 instead of %4</source>
      <translation>%1, %2: %3 statt %4</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/words.py"></location>
      <source>%1: every %2 %3 from %4: %5</source>
      <translation>%1: je %2 %3 ab %4: %5</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/hand_off.py"></location>
      <source>%1: hand-off %2, was %3</source>
      <translation>%1: Übergabe %2, war %3</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>%1: this hand-off at</source>
      <translation>%1: diese Übergabe um</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/length.py"></location>
      <source>1 hour</source>
      <translation>1 Stunde</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/length.py"></location>
      <source>1 minute</source>
      <translation>1 Minute</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>1 other</source>
      <translation>1 weitere Person</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>A new cover: who, from when until when?</source>
      <translation>Neue Vertretung: Wer, von wann bis wann?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/drag.py"></location>
      <source>A rotation's turn: drag its edge to move the hand-off, or the bar that pages.</source>
      <translation>Ein Turnus einer Rotation: Zieh seinen Rand, um die Übergabe zu verschieben, oder den Balken, der alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/hand_off.py"></location>
      <source>A turn must not end before it begins.</source>
      <translation>Ein Turnus darf nicht enden, bevor er beginnt.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/picture.py"></location>
      <source>Alt: copy</source>
      <translation>Alt: kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/picture.py"></location>
      <source>Alt: leave a gap</source>
      <translation>Alt: Lücke lassen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Ask for cover or a swap…</source>
      <translation>Um Vertretung oder Tausch bitten…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>Away</source>
      <translation>Abwesend</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Begin the chosen shift earlier</source>
      <translation>Gewählte Schicht früher beginnen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Begin the chosen shift later</source>
      <translation>Gewählte Schicht später beginnen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/clock_turn.py"></location>
      <source>Clocks go ahead %1 at %2</source>
      <translation>Die Uhr geht um %2 %1 vor</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/clock_turn.py"></location>
      <source>Clocks go back %1 at %2</source>
      <translation>Die Uhr geht um %2 %1 zurück</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Copy %1's shift to</source>
      <translation>Schicht von %1 kopieren nach</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Copy the chosen shift</source>
      <translation>Gewählte Schicht kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Copy to…</source>
      <translation>Kopieren nach…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Cover</source>
      <translation>Vertretung</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Cover a part of the chosen shift</source>
      <translation>Teil der gewählten Schicht vertreten</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Cover a part…</source>
      <translation>Teil vertreten…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>Covers</source>
      <translation>Vertretung</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Ctrl+V</source>
      <translation>Strg+V</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/picture.py"></location>
      <source>Ctrl: move over it</source>
      <translation>Strg: darüberlegen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>Declined</source>
      <translation>Abgelehnt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Del</source>
      <translation>Entf</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Discard the draft</source>
      <translation>Entwurf verwerfen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Each day, %2</source>
      <translation>Jeden Tag, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Each hour, from %2</source>
      <translation>Jede Stunde, ab %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Each month, %2</source>
      <translation>Jeden Monat, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Each week, %2</source>
      <translation>Jede Woche, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Earlier versions of the schedule</source>
      <translation>Frühere Versionen des Plans</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Edit rotations</source>
      <translation>Rotationen bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Edit the chosen shift</source>
      <translation>Gewählte Schicht bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Edit…</source>
      <translation>Bearbeiten…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>End the chosen shift earlier</source>
      <translation>Gewählte Schicht früher beenden</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>End the chosen shift later</source>
      <translation>Gewählte Schicht später beenden</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>Ended: the shift changed meanwhile</source>
      <translation>Beendet: Die Schicht hat sich inzwischen geändert</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Enter</source>
      <translation>Enter</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/picture.py"></location>
      <source>Esc: cancel</source>
      <translation>Esc: abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/words.py"></location>
      <source>Events that never end are covers until %1.</source>
      <translation>Termine ohne Ende werden Vertretungen bis %1.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Every %1 days, %2</source>
      <translation>Alle %1 Tage, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Every %1 hours, from %2</source>
      <translation>Alle %1 Stunden, ab %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Every %1 months, %2</source>
      <translation>Alle %1 Monate, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Every %1 weeks, %2</source>
      <translation>Alle %1 Wochen, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>Expected</source>
      <translation>Erwartet</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>Expired when the shift began</source>
      <translation>Abgelaufen, als die Schicht begann</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Export as .ics…</source>
      <translation>Als .ics exportieren…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Fair fill</source>
      <translation>Faire Verteilung</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Fill with…</source>
      <translation>Füllen mit…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>Fills %1 gaps</source>
      <translation>Füllt %1 Lücken</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>Fills a gap of %1 on %2</source>
      <translation>Füllt eine Lücke von %1 am %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>Final</source>
      <translation>Ergebnis</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>From %1: %2 instead of %3.</source>
      <translation>Ab %1: %2 statt %3.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>Gap</source>
      <translation>Lücke</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/between.py"></location>
      <source>Given back: %1 has the pager.</source>
      <translation>Zurückgegeben: %1 hat den Pager.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Hand-off time…</source>
      <translation>Zeit der Übergabe…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>Holidays</source>
      <translation>Feiertage</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>Hours</source>
      <translation>Stunden</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>Hours stay as they are.</source>
      <translation>Die Stunden bleiben, wie sie sind.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>In the rota</source>
      <translation>Im Dienstplan</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>In the rota: %1</source>
      <translation>Im Dienstplan, durch %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Move hand-offs</source>
      <translation>Übergaben verschieben</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Move the chosen shift earlier</source>
      <translation>Gewählte Schicht früher legen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Move the chosen shift later</source>
      <translation>Gewählte Schicht später legen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>New cover</source>
      <translation>Neue Vertretung</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>New schedule</source>
      <translation>Neuer Plan</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>Nights</source>
      <translation>Nächte</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>No shift of the next 90 days changes.</source>
      <translation>Keine Schicht der nächsten 90 Tage ändert sich.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>Nobody</source>
      <translation>Niemand</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>Nobody is on call</source>
      <translation>Niemand hat Bereitschaft</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>Nobody, on purpose</source>
      <translation>Niemand, absichtlich</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Nothing speaks against it</source>
      <translation>Nichts spricht dagegen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Nothing was copied yet: Ctrl+C on a shift.</source>
      <translation>Noch wurde nichts kopiert: Strg+C auf einer Schicht.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>On call</source>
      <translation>Bereitschaft</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>One gap of %1 on %2</source>
      <translation>Eine Lücke von %1 am %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Only a shift or a cover can be copied.</source>
      <translation>Nur eine Schicht oder Vertretung lässt sich kopieren.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>Open until %1</source>
      <translation>Offen bis %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>Pages</source>
      <translation>Alarmierungen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Part of the shift %1</source>
      <translation>Teil der Schicht %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Paste a shift at the chosen place</source>
      <translation>Schicht an gewählter Stelle einfügen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Paste here</source>
      <translation>Hier einfügen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Preview the draft</source>
      <translation>Vorschau des Entwurfs</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Publish the draft</source>
      <translation>Entwurf veröffentlichen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Reassign the chosen shift</source>
      <translation>Gewählte Schicht neu zuweisen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Reassign to…</source>
      <translation>Neu zuweisen an…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Redo in the draft</source>
      <translation>Im Entwurf wiederholen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Remove the chosen shift</source>
      <translation>Gewählte Schicht entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Request %1 asks for it.</source>
      <translation>Anfrage %1 bittet schon darum.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Settings of the schedule</source>
      <translation>Einstellungen des Plans</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/picture.py"></location>
      <source>Shift: no snapping</source>
      <translation>Umschalt: ohne Einrasten</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Split</source>
      <translation>Teilen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Split at…</source>
      <translation>Teilen um…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edits.py"></location>
      <source>Split it at a time between its beginning and its end.</source>
      <translation>Teile sie an einem Zeitpunkt zwischen Beginn und Ende.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Split the chosen shift</source>
      <translation>Gewählte Schicht teilen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Swap the chosen shift</source>
      <translation>Gewählte Schicht tauschen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Swap with…</source>
      <translation>Tauschen mit…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Take back</source>
      <translation>Zurücknehmen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>Taken back</source>
      <translation>Zurückgenommen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edits.py"></location>
      <source>Taken back: %1</source>
      <translation>Zurückgenommen: %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>The score is the share of all load, in per cent, that would have to change hands for everybody to carry exactly their part; 0 is perfectly fair. It weighs hours 4, nights 2, weekends 2, public holidays 1 and expected incidents 1. Nights, weekends and holidays count once, however much of them somebody was on call. A part is by the time somebody was there: who is away for half of the span owes half as much. Expected incidents are those that the same hours of the week brought in the last half year. Pages are shown, not scored.</source>
      <translation>Der Wert ist der Anteil aller Last in Prozent, der wechseln müsste, damit alle genau ihren Teil tragen; 0 ist vollkommen fair. Gewichtet wird: Stunden 4, Nächte 2, Wochenenden 2, Feiertage 1 und erwartete Vorfälle 1. Nächte, Wochenenden und Feiertage zählen einmal, egal wie viel davon jemand Bereitschaft hatte. Ein Anteil richtet sich nach der Zeit, in der jemand da war: Wer den halben Zeitraum abwesend ist, schuldet halb so viel. Erwartete Vorfälle sind die, die dieselben Stunden der Woche im letzten halben Jahr gebracht haben. Alarmierungen werden gezeigt, aber nicht gewertet.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>There is nobody to remove.</source>
      <translation>Hier ist niemand zu entfernen.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/hand_off.py"></location>
      <source>These hours belong to their day: they cannot begin on another.</source>
      <translation>Diese Stunden gehören zu ihrem Tag: Sie können nicht an einem anderen beginnen.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>This cannot be changed any more.</source>
      <translation>Das lässt sich nicht mehr ändern.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/hand_off.py"></location>
      <source>This end comes from another rule: see the rotation's panel.</source>
      <translation>Dieses Ende kommt aus einer anderen Regel: siehe die Rotation rechts.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/desk.py"></location>
      <location filename="../../ui/schedules/hand/drag.py"></location>
      <source>This is an earlier version: it can be looked at and restored, not edited.</source>
      <translation>Dies ist eine frühere Version: Sie lässt sich ansehen und wiederherstellen, nicht bearbeiten.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/drag.py"></location>
      <source>This is another schedule's: open that one to change it.</source>
      <translation>Das gehört zu einem anderen Plan: Öffne den, um es zu ändern.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/drag.py"></location>
      <source>This takes somebody out: it can be removed, not dragged.</source>
      <translation>Das nimmt jemanden heraus: Es lässt sich entfernen, nicht ziehen.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/drag.py"></location>
      <source>Time off is changed on the person's page.</source>
      <translation>Abwesenheiten änderst du auf der Seite der Person.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Undo in the draft</source>
      <translation>Im Entwurf rückgängig machen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>Weekends</source>
      <translation>Wochenenden</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/proposal.py"></location>
      <source>What was, stays: the past cannot be changed.</source>
      <translation>Was war, bleibt: Die Vergangenheit lässt sich nicht ändern.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Who covers, from when until when?</source>
      <translation>Wer vertritt, von wann bis wann?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Who swaps with %1?</source>
      <translation>Wer tauscht mit %1?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Who takes %1's shift?</source>
      <translation>Wer übernimmt die Schicht von %1?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Who takes this gap?</source>
      <translation>Wer übernimmt diese Lücke?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>You accepted; a manager has still to approve</source>
      <translation>Du hast angenommen; die Führung muss noch genehmigen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>You ask %2 to cover</source>
      <translation>Du bittest %2 um Vertretung</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>You have the pager of %1 until %2</source>
      <translation>Du hast den Pager von %1 bis %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/between.py"></location>
      <source>You have the pager until %1.</source>
      <translation>Du hast den Pager bis %1.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>You offer %2 a swap</source>
      <translation>Du fragst %2 nach einem Tausch</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/hand_off.py"></location>
      <source>all hand-offs follow</source>
      <translation>alle Übergaben folgen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/judge.py"></location>
      <source>and %1 more</source>
      <translation>und %1 weitere</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>and changes</source>
      <translation>und anderes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/partners.py"></location>
      <source>as many hours for both</source>
      <translation>gleich viele Stunden für beide</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>away</source>
      <translation>abwesend</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>change of %1</source>
      <translation>Änderung an %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <location filename="../../ui/schedules/rows.py"></location>
      <source>cover</source>
      <translation>Vertretung</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>day %1 at %2</source>
      <translation>Tag %1 um %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>double booked: %1 too</source>
      <translation>doppelt belegt: auch %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>end of %1</source>
      <translation>Ende von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>even</source>
      <translation>ausgewogen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>every day</source>
      <translation>jeden Tag</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/judge.py"></location>
      <source>fills the gap</source>
      <translation>füllt die Lücke</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>for %1 hours</source>
      <translation>für %1 Stunden</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>for %1 minutes</source>
      <translation>für %1 Minuten</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>for 1 hour</source>
      <translation>für 1 Stunde</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <location filename="../../ui/schedules/hand/offers.py"></location>
      <source>free then</source>
      <translation>dann frei</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/offers.py"></location>
      <source>free then, and least loaded</source>
      <translation>dann frei und am wenigsten belastet</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <location filename="../../ui/schedules/hand/offers.py"></location>
      <source>free then, not in this rota</source>
      <translation>dann frei, nicht in diesem Plan</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>hand-off of %1</source>
      <translation>Übergabe von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>has left the team</source>
      <translation>gehört nicht mehr zum Team</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>has no contact to be paged at</source>
      <translation>hat keinen Kontakt zum Alarmieren</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/mark.py"></location>
      <source>here %1 – %2</source>
      <translation>hier %1 – %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>hours of %1</source>
      <translation>Zeiten von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>how turns of %1 count</source>
      <translation>Zählweise der Turnusse von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>layer %1</source>
      <translation>Ebene %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>layer of %1</source>
      <translation>Ebene von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>leaves a gap of %1</source>
      <translation>lässt eine Lücke von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>limits of %1</source>
      <translation>Grenzen von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/judge.py"></location>
      <source>makes a gap smaller</source>
      <translation>verkleinert eine Lücke</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>name of %1</source>
      <translation>Name von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>no rest between two shifts (%1)</source>
      <translation>keine Ruhe zwischen zwei Schichten (%1)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <location filename="../../ui/schedules/publish/diff_list.py"></location>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>nobody</source>
      <translation>niemand</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>off then</source>
      <translation>dann abwesend</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>off then: %1</source>
      <translation>dann abwesend: %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>on call %1 – %2</source>
      <translation>Bereitschaft %1 – %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>order of %1</source>
      <translation>Reihenfolge von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>pages these</source>
      <translation>alarmiert diese</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>public holiday: %1</source>
      <translation>Feiertag: %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>public holidays of %1</source>
      <translation>Feiertage von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>shadows of %1</source>
      <translation>Begleiter von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>somewhat uneven</source>
      <translation>etwas ungleich</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>team of %1</source>
      <translation>Team von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>the team</source>
      <translation>das Team</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>time zone of %1</source>
      <translation>Zeitzone von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>turn length of %1</source>
      <translation>Turnuslänge von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>uneven</source>
      <translation>ungleich</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>very even</source>
      <translation>sehr ausgewogen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/picture.py"></location>
      <source>was %1</source>
      <translation>war %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/words.py"></location>
      <source>without %1</source>
      <translation>ohne %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>without %2</source>
      <translation>ohne %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>you</source>
      <translation>dich</translation>
    </message>
  </context>
  <context>
    <name>RotaGrid</name>
    <message>
      <location filename="../../ui/schedules/grid.py"></location>
      <source>%1 rows; the list view tells the same</source>
      <translation>%1 Zeilen; die Listenansicht zeigt dasselbe</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/grid.py"></location>
      <source>Rota</source>
      <translation>Dienstplan</translation>
    </message>
  </context>
  <context>
    <name>RotationForm</name>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Days that are worked</source>
      <translation>Tage mit Bereitschaft</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Every day</source>
      <translation>Jeden Tag</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Every hour</source>
      <translation>Jede Stunde</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Every month</source>
      <translation>Jeden Monat</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Every week</source>
      <translation>Wöchentlich</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Hours that are worked</source>
      <translation>Stunden mit Bereitschaft</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Layer</source>
      <translation>Ebene</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Months that are worked</source>
      <translation>Monate mit Bereitschaft</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Takes turns</source>
      <translation>Im Wechsel</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>There is already a rotation called %1.</source>
      <translation>Es gibt schon eine Rotation namens %1.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Turns count</source>
      <translation>Turnusse zählen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Weeks that are worked</source>
      <translation>Wochen mit Bereitschaft</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Where layers meet, the highest with somebody in it is on call.</source>
      <translation>Wo Ebenen sich treffen, hat die höchste Bereitschaft, in der jemand steht.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Whether a turn that these hours leave empty is skipped or used up.</source>
      <translation>Ob ein Turnus, der in diesen Zeiten leer bleibt, übersprungen wird oder als verbraucht gilt.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Works</source>
      <translation>Zeiten</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>weekly</source>
      <translation>wöchentlich</translation>
    </message>
  </context>
  <context>
    <name>RuleEntry</name>
    <message>
      <location filename="../../ui/people/rule_entry.py"></location>
      <source>Contact</source>
      <translation>Kontakt</translation>
    </message>
    <message>
      <location filename="../../ui/people/rule_entry.py"></location>
      <source>So long after the page</source>
      <translation>So lange nach der Alarmierung</translation>
    </message>
    <message>
      <location filename="../../ui/people/rule_entry.py"></location>
      <source>Take this rule out</source>
      <translation>Diese Regel entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/people/rule_entry.py"></location>
      <source>after</source>
      <translation>nach</translation>
    </message>
    <message>
      <location filename="../../ui/people/rule_entry.py"></location>
      <source>by</source>
      <translation>per</translation>
    </message>
  </context>
  <context>
    <name>RulesSection</name>
    <message>
      <location filename="../../ui/people/rules_section.py"></location>
      <source>Add a rule</source>
      <translation>Regel hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/people/rules_section.py"></location>
      <source>High urgency</source>
      <translation>Hohe Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/people/rules_section.py"></location>
      <source>Low urgency</source>
      <translation>Niedrige Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../ui/people/rules_section.py"></location>
      <source>No rule: every contact at once.</source>
      <translation>Keine Regel: jeder Kontakt sofort.</translation>
    </message>
    <message>
      <location filename="../../ui/people/rules_section.py"></location>
      <source>This is no delay; expected 0m, 5m or 1h.</source>
      <translation>Das ist keine Verzögerung; erwartet wird 0m, 5m oder 1h.</translation>
    </message>
    <message>
      <location filename="../../ui/people/rules_section.py"></location>
      <source>When a page comes</source>
      <translation>Wenn alarmiert wird</translation>
    </message>
  </context>
  <context>
    <name>Said</name>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source>
## Command: %1</source>
      <translation>
## Command: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>
(redirects are not followed, ended after %1)</source>
      <translation>
(Weiterleitungen wird nicht gefolgt, endet nach %1)</translation>
    </message>
    <message>
      <location filename="../../app/operations/page_more.py"></location>
      <source> %1 cannot be reached: no contact.</source>
      <translation> %1 nicht erreichbar: kein Kontakt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source> (%1 masked)</source>
      <translation> (%1 unkenntlich)</translation>
    </message>
    <message>
      <location filename="../../app/operations/playbook.py"></location>
      <source> (%1 more)</source>
      <translation> (%1 weitere)</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source> (by rule %1 later)</source>
      <translation> (nach Regel %1 später)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source> (the next in %1)</source>
      <translation> (nächste in %1)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_rehearsal.py"></location>
      <source> (time %1)</source>
      <translation> (Mal %1)</translation>
    </message>
    <message>
      <location filename="../../app/queries/named.py"></location>
      <source> Did you mean %1?</source>
      <translation> Meintest du %1?</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source> The others of this level are still asked.</source>
      <translation> Die anderen dieser Stufe werden weiter gefragt.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source> after %1 tries</source>
      <translation> nach %1 Versuchen</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <location filename="../../app/operations/conversation.py"></location>
      <location filename="../../app/operations/delivery.py"></location>
      <source> and %1 more</source>
      <translation> und %1 weitere</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source> and sent to %1</source>
      <translation> und gesendet an %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source> and tell %1</source>
      <translation> und %1 informieren</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source> for %1</source>
      <translation> für %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source> from %1</source>
      <translation> von %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source> from the template “%1”</source>
      <translation> aus der Vorlage „%1“</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_alert.py"></location>
      <source> of a drill: </source>
      <translation> einer Übung: </translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source> on call</source>
      <translation> mit Bereitschaft</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source> passed over</source>
      <translation> übergangen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source> until %1</source>
      <translation> bis %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source> with “%1”</source>
      <translation> mit „%1“</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source># %1

The workflow asks for a yes.</source>
      <translation># %1

Der Workflow bittet um Zustimmung.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>#%1 can only be merged into another incident.</source>
      <translation>#%1 lässt sich nur mit einem anderen Vorfall zusammenführen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>#%1 cannot be a part of itself.</source>
      <translation>#%1 kann kein Teil von sich selbst sein.</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>#%1 cannot be merged into itself.</source>
      <translation>#%1 lässt sich nicht mit sich selbst zusammenführen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation.py"></location>
      <source>#%1 has no policy, so there is nobody to escalate to.</source>
      <translation>#%1 hat keinen Eskalationsplan, also gibt es niemanden, zu dem eskaliert werden kann.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>#%1 has no policy. Give its service one first.</source>
      <translation>#%1 hat keinen Eskalationsplan. Gib seinem Dienst zuerst einen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>#%1 is %2 already; reopen it before it can be %3.</source>
      <translation>#%1 ist schon %2; öffne ihn wieder, bevor er %3 sein kann.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>#%1 is %2 already; there is nothing left to acknowledge.</source>
      <translation>#%1 ist schon %2; es gibt nichts mehr zu quittieren.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>#%1 is %2: its policy has ended.</source>
      <translation>#%1 ist %2: Sein Eskalationsplan ist zu Ende.</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>#%1 is %2: nobody need come any more.</source>
      <translation>#%1 ist %2: Niemand muss mehr kommen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation.py"></location>
      <source>#%1 is %2: there is nobody to escalate to.</source>
      <translation>#%1 ist %2: Es gibt niemanden, zu dem eskaliert werden kann.</translation>
    </message>
    <message>
      <location filename="../../app/operations/snooze.py"></location>
      <source>#%1 is %2; it is quiet already.</source>
      <translation>#%1 ist %2; er ist schon ruhig.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>#%1 is %2; only a resolved incident can be closed.</source>
      <translation>#%1 ist %2; nur ein behobener Vorfall lässt sich schließen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>#%1 is %2; reopen it first.</source>
      <translation>#%1 ist %2; öffne ihn zuerst wieder.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>#%1 is %2; there is nothing to split off.</source>
      <translation>#%1 ist %2; es gibt nichts abzuspalten.</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>#%1 is a part of #%2 already.</source>
      <translation>#%1 ist schon ein Teil von #%2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>#%1 is acknowledged.%2</source>
      <translation>#%1 ist quittiert.%2</translation>
    </message>
    <message>
      <location filename="../../app/queries/status_update.py"></location>
      <source>#%1 is an exercise: nothing of it leaves the house.</source>
      <translation>#%1 ist eine Übung: Nichts davon geht hinaus.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>#%1 is not over yet: resolve it first.</source>
      <translation>#%1 ist noch nicht vorbei: Behebe ihn zuerst.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation.py"></location>
      <source>#%1 is of low urgency, which pages nobody before %2. Make it high urgency to page now.</source>
      <translation>#%1 hat niedrige Dringlichkeit, die vor %2 niemanden alarmiert. Setz sie auf hoch, um jetzt zu alarmieren.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>#%1 is over; no playbook starts there.</source>
      <translation>#%1 ist vorbei; dort beginnt kein Playbook.</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>#%1 is private and #%2 is not: make #%3 private first.</source>
      <translation>#%1 ist privat und #%2 nicht: Mach zuerst #%3 privat.</translation>
    </message>
    <message>
      <location filename="../../app/queries/status_update.py"></location>
      <source>#%1 is private: nothing of it leaves the house.</source>
      <translation>#%1 ist privat: Nichts davon geht hinaus.</translation>
    </message>
    <message>
      <location filename="../../app/operations/mailbox.py"></location>
      <source>#%1 is resolved.</source>
      <translation>#%1 ist behoben.</translation>
    </message>
    <message>
      <location filename="../../app/queries/problem.py"></location>
      <source>#%1 was %2 alike</source>
      <translation>#%1 war zu %2 ähnlich</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>#%1 was declined; reopen it before anything can be merged into it.</source>
      <translation>#%1 wurde abgelehnt; öffne ihn wieder, bevor etwas in ihm aufgehen kann.</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>#%1 was merged into another incident already; split it off there first.</source>
      <translation>#%1 ist schon in einem anderen Vorfall aufgegangen; spalte ihn zuerst dort ab.</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>#%1 was merged into another incident itself; merge into that one.</source>
      <translation>#%1 ist selbst in einem anderen Vorfall aufgegangen; führe mit jenem zusammen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>#%1 was merged into another incident; work goes on there.</source>
      <translation>#%1 ist in einem anderen Vorfall aufgegangen; dort geht die Arbeit weiter.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>#%1 was not merged into another incident.</source>
      <translation>#%1 ist nicht in einem anderen Vorfall aufgegangen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>#%1 was split off again</source>
      <translation>#%1 wurde wieder abgespalten</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>#%1: %2 already has it</source>
      <translation>#%1: %2 hat schon übernommen</translation>
    </message>
    <message>
      <location filename="../../app/operations/mailbox.py"></location>
      <source>#%1: a note.</source>
      <translation>#%1: eine Notiz.</translation>
    </message>
    <message>
      <location filename="../../app/operations/dispatch.py"></location>
      <source>%1

No more of these: %2</source>
      <translation>%1

Nichts mehr davon: %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>%1
(by the shell /bin/sh, ended after %2)%3</source>
      <translation>%1
(durch die Shell /bin/sh, endet nach %2)%3</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>%1
(no shell, ended after %2)</source>
      <translation>%1
(ohne Shell, endet nach %2)</translation>
    </message>
    <message>
      <location filename="../../app/operations/notice_delivery.py"></location>
      <source>%1
Say that it arrived: %2</source>
      <translation>%1
Bestätige, dass es ankam: %2</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>%1 (%2 was on call)</source>
      <translation>%1 (%2 hatte Bereitschaft)</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>%1 (a member)</source>
      <translation>%1 (ein Mitglied)</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>%1 (removed %2)</source>
      <translation>%1 (entfernt %2)</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>%1 Expected: %2.</source>
      <translation>%1 Erwartet wird: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <source>%1 Look at what this sends.
</source>
      <translation>%1 Sieh dir an, was das sendet.
</translation>
    </message>
    <message>
      <location filename="../../app/operations/page_more.py"></location>
      <source>%1 Somebody has it already.</source>
      <translation>%1 Jemand ist schon zuständig.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_case.py"></location>
      <source>%1 The request has ended.</source>
      <translation>%1 Die Anfrage ist beendet.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>%1 after %2</source>
      <translation>%1 nach %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>%1 alert%2 so far</source>
      <translation>Alarme bisher: %1%2</translation>
    </message>
    <message>
      <location filename="../../app/domain/similar.py"></location>
      <source>%1 alike: %2</source>
      <translation>%1 ähnlich: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>%1 already has it.</source>
      <translation>%1 hat schon übernommen.</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <location filename="../../app/operations/release.py"></location>
      <location filename="../../app/operations/workflow_call.py"></location>
      <source>%1 answered %2.</source>
      <translation>%1 antwortete %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request_words.py"></location>
      <source>%1 asks %2 to cover %3, %4</source>
      <translation>%1 bittet %2 um Vertretung für %3, %4</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>%1 asks you to help</source>
      <translation>%1 bittet dich um Hilfe</translation>
    </message>
    <message>
      <location filename="../../app/notify/send.py"></location>
      <source>%1 broke: %2.</source>
      <translation>%1 versagte: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>%1 brought in from %2</source>
      <translation>%1 aus %2 übernommen</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>%1 came %2 times within %3</source>
      <translation>%1: %2-mal innerhalb von %3</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>%1 cannot be asked; expected person:, team: or schedule:.</source>
      <translation>%1 lässt sich nicht fragen; erwartet wird person:, team: oder schedule:.</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <source>%1 cannot be found.</source>
      <translation>%1 ist nicht zu finden.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup_plan.py"></location>
      <source>%1 cannot be made: %2.</source>
      <translation>%1 lässt sich nicht anlegen: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/invitation.py"></location>
      <source>%1 cannot be read: %2.</source>
      <translation>%1 lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/invitation.py"></location>
      <source>%1 cannot be written: %2.</source>
      <translation>%1 lässt sich nicht schreiben: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_field.py"></location>
      <source>%1 changed #%2 meanwhile; it was read again.</source>
      <translation>%1 hat #%2 inzwischen geändert; er wurde neu gelesen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/publish.py"></location>
      <source>%1 changed %2 meanwhile; your draft is kept.</source>
      <translation>%1 hat %2 inzwischen geändert; dein Entwurf bleibt erhalten.</translation>
    </message>
    <message>
      <location filename="../../app/operations/playbook.py"></location>
      <source>%1 changed this playbook meanwhile.</source>
      <translation>%1 hat dieses Playbook inzwischen geändert.</translation>
    </message>
    <message>
      <location filename="../../app/operations/playbook.py"></location>
      <source>%1 changed this playbook meanwhile; it was read again.</source>
      <translation>%1 hat dieses Playbook inzwischen geändert; es wurde neu gelesen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <source>%1 changed this problem meanwhile; it was read again.</source>
      <translation>%1 hat dieses Problem inzwischen geändert; es wurde neu gelesen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>%1 changed this review meanwhile; it was read again.</source>
      <translation>%1 hat diese Nachbetrachtung inzwischen geändert; sie wurde neu gelesen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>%1 changed this section meanwhile.</source>
      <translation>%1 hat diesen Abschnitt inzwischen geändert.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>%1 could not be started: %2.</source>
      <translation>%1 ließ sich nicht starten: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/page.py"></location>
      <source>%1 could not be used.</source>
      <translation>%1 ließ sich nicht nutzen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge_override.py"></location>
      <source>%1 covers</source>
      <translation>%1 vertritt</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>%1 customers</source>
      <translation>%1 Kunden</translation>
    </message>
    <message>
      <location filename="../../app/domain/followup.py"></location>
      <source>%1 days; expected 1 to %2.</source>
      <translation>%1 Tage; erwartet wird 1 bis %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_answer.py"></location>
      <source>%1 declined.</source>
      <translation>%1 hat abgelehnt.</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <source>%1 did not answer: %2.</source>
      <translation>%1 antwortete nicht: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_decision.py"></location>
      <source>%1 did not approve it. %2</source>
      <translation>%1 hat nicht genehmigt. %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>%1 does not answer. Is it switched on, and does a firewall let port %2 through?</source>
      <translation>%1 antwortet nicht. Ist der Rechner eingeschaltet, und lässt eine Firewall Port %2 durch?</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>%1 does not speak TLS. Switch it on there, or choose TLS “if it can be had”.</source>
      <translation>%1 spricht kein TLS. Schalte es dort ein, oder wähle TLS „Wenn möglich“.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>%1 exists already; a backup never overwrites a file.</source>
      <translation>%1 gibt es schon; eine Sicherung überschreibt nie eine Datei.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>%1 gave the pager of %2 back: you are on call</source>
      <translation>%1 hat den Pager von %2 zurückgegeben: Du hast Bereitschaft</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>%1 had %2 it at %3</source>
      <translation>%1 hatte ihn um %3 %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>%1 handed it to you.</source>
      <translation>%1 hat es an dich weitergegeben.</translation>
    </message>
    <message>
      <location filename="../../app/domain/attachment.py"></location>
      <source>%1 has %2; 25 MB is the most.</source>
      <translation>%1 hat %2; höchstens 25 MB sind möglich.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/mail.py"></location>
      <source>%1 has a mail that cannot be read.</source>
      <translation>%1 enthält eine Mail, die sich nicht lesen lässt.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/mail.py"></location>
      <source>%1 has a mail without a date that can be read.</source>
      <translation>%1 enthält eine Mail ohne lesbares Datum.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/message.py"></location>
      <location filename="../../app/intake/conversation/slack.py"></location>
      <source>%1 has a message of no time that exists.</source>
      <translation>%1 enthält eine Nachricht zu einer Zeit, die es nicht gibt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>%1 has it</source>
      <translation>%1 ist zuständig</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>%1 has left</source>
      <translation>%1 ist nicht mehr im Team</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>%1 has left the team.</source>
      <translation>%1 ist nicht mehr im Team.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/mail.py"></location>
      <source>%1 has more than %2 mails; export a shorter time.</source>
      <translation>%1 enthält mehr als %2 Mails; exportiere einen kürzeren Zeitraum.</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>%1 has no contact</source>
      <translation>%1 hat keinen Kontakt</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>%1 has no contact, so nothing can reach them.</source>
      <translation>%1 hat keinen Kontakt und ist nicht erreichbar.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>%1 has no contact: a page could not reach them.</source>
      <translation>%1 hat keinen Kontakt: Eine Alarmierung käme nicht an.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/file.py"></location>
      <source>%1 has no message of a person in it.</source>
      <translation>%1 enthält keine Nachricht einer Person.</translation>
    </message>
    <message>
      <location filename="../../app/operations/publish.py"></location>
      <source>%1 has no version %2.</source>
      <translation>%1 hat keine Version %2.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/archive.py"></location>
      <source>%1 in this archive is damaged.</source>
      <translation>%1 in diesem Archiv ist beschädigt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge_override.py"></location>
      <source>%1 instead of %2</source>
      <translation>%1 statt %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup_plan.py"></location>
      <source>%1 is a file, not a folder.</source>
      <translation>%1 ist eine Datei, kein Ordner.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>%1 is a part of this</source>
      <translation>%1 ist ein Teil hiervon</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <source>%1 is an address inside the house; allow that to use it.</source>
      <translation>%1 ist eine Adresse im eigenen Netz; erlaube das, um sie zu nutzen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/status_soundness.py"></location>
      <source>%1 is an address of the first page; choose another.</source>
      <translation>%1 ist eine Adresse der ersten Seite; wähle eine andere.</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <source>%1 is an address outside the house; this may not leave it.</source>
      <translation>%1 ist eine Adresse außerhalb des eigenen Netzes; das darf nicht hinaus.</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>%1 is asked to help</source>
      <translation>%1 wird um Hilfe gebeten</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket_turn.py"></location>
      <source>%1 is closed in %2</source>
      <translation>%1 ist in %2 geschlossen</translation>
    </message>
    <message>
      <location filename="../../app/domain/attachment.py"></location>
      <location filename="../../app/intake/conversation/file.py"></location>
      <source>%1 is empty.</source>
      <translation>%1 ist leer.</translation>
    </message>
    <message>
      <location filename="../../app/operations/invitation.py"></location>
      <source>%1 is for a newer Watchbill; please update this one.</source>
      <translation>%1 ist für ein neueres Watchbill; bitte aktualisiere dieses.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/file.py"></location>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>%1 is larger than 200 MB; export a shorter time.</source>
      <translation>%1 ist größer als 200 MB; exportiere einen kürzeren Zeitraum.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>%1 is missing; expected %2.</source>
      <translation>%1 fehlt; erwartet wird %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/channel.py"></location>
      <source>%1 is named by %2: keep its name.</source>
      <translation>%1 wird in %2 genannt: Der Name bleibt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <location filename="../../app/domain/problem.py"></location>
      <source>%1 is named twice here.</source>
      <translation>%1 ist hier zweimal genannt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident.py"></location>
      <source>%1 is needed.</source>
      <translation>%1 wird gebraucht.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/message.py"></location>
      <source>%1 is neither UTF-8 nor UTF-16 text.</source>
      <translation>%1 ist weder UTF-8- noch UTF-16-Text.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>%1 is no %2%3</source>
      <translation>%1 ist als %2 unbekannt%3</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>%1 is no %2%3 Expected: %4.</source>
      <translation>%1 ist als %2 unbekannt%3 Erwartet wird: %4.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_field.py"></location>
      <source>%1 is no %2; there are: %3.</source>
      <translation>%1 ist als %2 unbekannt; es gibt: %3.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>%1 is no Watchbill backup.</source>
      <translation>%1 ist keine Sicherung von Watchbill.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>%1 is no answer here; the answers: %2.</source>
      <translation>%1 ist hier keine Antwort; die Antworten: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_field.py"></location>
      <source>%1 is no category; there are: %2.</source>
      <translation>%1 ist keine Kategorie; es gibt: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_clock.py"></location>
      <source>%1 is no clock of an incident; there are: %2.</source>
      <translation>%1 ist keine Zeit eines Vorfalls; es gibt: %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>%1 is no e-mail address.</source>
      <translation>%1 ist keine E-Mail-Adresse.</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>%1 is no handle; expected lower-case letters, digits, '-', '_' or '.', at most 64, the first a letter or digit%2</source>
      <translation>%1 ist kein Kürzel; erwartet werden Kleinbuchstaben, Ziffern, '-', '_' oder '.', höchstens 64, am Anfang ein Buchstabe oder eine Ziffer%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/invitation.py"></location>
      <source>%1 is no invitation to a Watchbill team.</source>
      <translation>%1 ist keine Einladung zu einem Watchbill-Team.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/slack.py"></location>
      <source>%1 is no list, as it is in a Slack export.</source>
      <translation>%1 ist keine Liste, wie sie ein Slack-Export hat.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/teams.py"></location>
      <source>%1 is no list, as it is in a Teams export.</source>
      <translation>%1 ist keine Liste, wie sie ein Teams-Export hat.</translation>
    </message>
    <message>
      <location filename="../../app/operations/role.py"></location>
      <source>%1 is no longer %2</source>
      <translation>%1 ist nicht mehr %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/report.py"></location>
      <source>%1 is no month; expected one such as 2026-10.</source>
      <translation>%1 ist kein Monat; erwartet wird etwas wie 2026-10.</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>%1 is no name; expected text without space around it.</source>
      <translation>%1 ist kein Name; erwartet wird Text ohne Leerzeichen am Rand.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>%1 is no number, time or severity.</source>
      <translation>%1 ist keine Zahl, Zeit und kein Schweregrad.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>%1 is no regular expression: %2.</source>
      <translation>%1 ist kein regulärer Ausdruck: %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/status_soundness.py"></location>
      <source>%1 is no web address such as https://status.example.org.</source>
      <translation>%1 ist keine Webadresse wie https://status.example.org.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>%1 is nobody of this team, and so cannot own an incident.</source>
      <translation>%1 gehört nicht zu diesem Team und kann deshalb nicht zuständig sein.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>%1 is nobody; expected person:, team:, schedule: and a name, a role, or owner%2</source>
      <translation>%1 ist niemand; erwartet wird person:, team:, schedule: und ein Name, eine Rolle oder owner%2</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/message.py"></location>
      <source>%1 is not JSON that can be read.</source>
      <translation>%1 ist kein lesbares JSON.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <location filename="../../app/domain/soundness.py"></location>
      <source>%1 is not active any more.</source>
      <translation>%1 ist nicht mehr aktiv.</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>%1 is not allowed in a template.</source>
      <translation>%1 ist in einer Vorlage nicht erlaubt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>%1 is not in the team any more.</source>
      <translation>%1 ist nicht mehr im Team.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>%1 is not on call for %2 all of that time.</source>
      <translation>%1 hat nicht die ganze Zeit Bereitschaft für %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>%1 is nothing to ask about%2 There are: </source>
      <translation>Nach %1 lässt sich nicht fragen%2 Es gibt: </translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>%1 is out of range; expected %2 to %3.</source>
      <translation>%1 liegt außerhalb; erwartet wird %2 bis %3.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>%1 is out of range; expected per cent, above 0 to 100.</source>
      <translation>%1 liegt außerhalb; erwartet werden Prozent, über 0 bis 100.</translation>
    </message>
    <message>
      <location filename="../../app/queries/incident_story.py"></location>
      <source>%1 is paged at %2 if nobody acknowledges</source>
      <translation>%1 wird um %2 alarmiert, wenn niemand quittiert</translation>
    </message>
    <message>
      <location filename="../../app/operations/reference.py"></location>
      <source>%1 is still needed by %2. Take it out there first.</source>
      <translation>%1 wird noch gebraucht: %2. Nimm es zuerst dort heraus.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>%1 is unknown here%2</source>
      <translation>%1 ist hier unbekannt%2</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>%1 is unknown%2 Expected: %3.</source>
      <translation>%1 ist unbekannt%2 Erwartet wird: %3.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>%1 is what shifts made by overrides are called.</source>
      <translation>%1 heißen die Schichten, die durch Ausnahmen entstehen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>%1 knows this token, and shows %2.</source>
      <translation>%1 kennt dieses Token und zeigt %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>%1 lets nobody in from here as %2 (pg_hba.conf).</source>
      <translation>%1 lässt von hier niemanden als %2 herein (pg_hba.conf).</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>%1 may not make tables in %2. Its owner can allow it: GRANT CREATE ON SCHEMA public TO %3;</source>
      <translation>%1 darf in %2 keine Tabellen anlegen. Wem sie gehört, kann es erlauben: GRANT CREATE ON SCHEMA public TO %3;</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>%1 means an empty slot and cannot be a name.</source>
      <translation>%1 bedeutet einen leeren Platz und kann kein Name sein.</translation>
    </message>
    <message>
      <location filename="../../app/operations/feed.py"></location>
      <source>%1 months %2 is out of range; expected 1 to %3.</source>
      <translation>%1 Monate %2 liegt außerhalb; erwartet wird 1 bis %3.</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>%1 of another time left out</source>
      <translation>%1 aus anderer Zeit ausgelassen</translation>
    </message>
    <message>
      <location filename="../../app/domain/request_words.py"></location>
      <source>%1 offers %2 a swap in %3: %4 for %5</source>
      <translation>%1 fragt %2 nach einem Tausch in %3: %4 gegen %5</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>%1 others</source>
      <translation>%1 andere</translation>
    </message>
    <message>
      <location filename="../../app/queries/diagnostics.py"></location>
      <source>%1 people, %2 incidents</source>
      <translation>%1 Personen, %2 Vorfälle</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>%1 takes no more connections at the moment.</source>
      <translation>%1 nimmt im Moment keine weiteren Verbindungen an.</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>%1 takes no part in drills</source>
      <translation>%1 nimmt nicht an Übungen teil</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>%1 takes no part in drills.</source>
      <translation>%1 nimmt nicht an Übungen teil.</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>%1 there already</source>
      <translation>%1 schon da</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>%1 took the pager of %2 until %3</source>
      <translation>%1 hat den Pager von %2 bis %3 übernommen</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>%1 wants TLS for this: choose TLS “always”.</source>
      <translation>%1 verlangt dafür TLS: Wähle TLS „Immer“.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>%1 wants a password for %2.</source>
      <translation>%1 verlangt ein Passwort für %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>%1 was merged into this%2</source>
      <translation>%1 ist hierin aufgegangen%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>%1 was split off%2</source>
      <translation>%1 wurde abgespalten%2</translation>
    </message>
    <message>
      <location filename="../../app/domain/difference.py"></location>
      <source>%1 with %2</source>
      <translation>%1 durch %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>%1 would end before it begins.</source>
      <translation>%1 würde enden, bevor es beginnt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>%1 would have nobody.</source>
      <translation>%1 hätte niemanden.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup_plan.py"></location>
      <source>%1%2.backup</source>
      <translation>%1%2.backup</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>%1, and there is no last resort who could be paged.</source>
      <translation>%1, und es gibt keine letzte Instanz, die alarmiert werden könnte.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>%1, asked to help: %2</source>
      <translation>%1, um Hilfe gebeten: %2</translation>
    </message>
    <message>
      <location filename="../../app/queries/diagnostics.py"></location>
      <source>%1, schema %2</source>
      <translation>%1, Schema %2</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>%1, to leave at %2</source>
      <translation>%1, geht um %2 hinaus</translation>
    </message>
    <message>
      <location filename="../../app/queries/keepsake.py"></location>
      <source>%1-%2.columns</source>
      <translation>%1-%2.columns</translation>
    </message>
    <message>
      <location filename="../../app/operations/feed.py"></location>
      <source>%1/feeds/%2.ics</source>
      <translation>%1/feeds/%2.ics</translation>
    </message>
    <message>
      <location filename="../../app/operations/last_resort.py"></location>
      <source>%1: %2 are paged instead.</source>
      <translation>%1: Stattdessen alarmiert: %2.</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>%1: %2, %3 resolved</source>
      <translation>%1: %2, %3 behoben</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>%1: %2, %3 resolved, %4 open</source>
      <translation>%1: %2, %3 behoben, %4 offen</translation>
    </message>
    <message>
      <location filename="../../app/settings.py"></location>
      <source>%1: %2. Mend or delete the file.</source>
      <translation>%1: %2. Berichtige oder lösche die Datei.</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>%1: do you want to be told of news?</source>
      <translation>%1: Möchtest du über Neuigkeiten informiert werden?</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>%1: maintenance %2 - %3</source>
      <translation>%1: Wartung %2 - %3</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>%1: no contact, or no part in drills; nothing can reach them.</source>
      <translation>%1: kein Kontakt oder keine Teilnahme an Übungen; nicht erreichbar.</translation>
    </message>
    <message>
      <location filename="../../app/operations/reading.py"></location>
      <source>%1: no open alert has this key</source>
      <translation>%1: kein offener Alarm hat diesen Schlüssel</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>%1: nothing was resolved</source>
      <translation>%1: nichts wurde behoben</translation>
    </message>
    <message>
      <location filename="../../app/operations/stir.py"></location>
      <source>%1:event %2</source>
      <translation>%1:event %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_run.py"></location>
      <source>%1:hand %2 %3 %4 %5</source>
      <translation>%1:hand %2 %3 %4 %5</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>%1; the last resort was paged.</source>
      <translation>%1; die letzte Instanz wurde alarmiert.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>(1 - SLO) x length of the window - downtime</source>
      <translation>(1 - SLO) x Länge des Fensters - Ausfallzeit</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>(the key is not on this machine)</source>
      <translation>(der Schlüssel ist nicht auf diesem Rechner)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>, %1 times at most</source>
      <translation>, höchstens %1-mal</translation>
    </message>
    <message>
      <location filename="../../app/operations/role.py"></location>
      <source>, after %1</source>
      <translation>, nach %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>, due in %1</source>
      <translation>, fällig in %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>, in one message with %1</source>
      <translation>, in einer Nachricht mit %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>, round %1</source>
      <translation>, Runde %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>, round %1 of %2</source>
      <translation>, Runde %1 von %2</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>, which notifies %1</source>
      <translation>, die %1 benachrichtigt</translation>
    </message>
    <message>
      <location filename="../../app/calendars/read.py"></location>
      <source>... and %1 more like these.</source>
      <translation>... und %1 weitere dieser Art.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>1 - length of the union of impact intervals / time passed of the window</source>
      <translation>1 - Länge der Vereinigung der Auswirkungszeiten / vergangene Zeit des Fensters</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>100 x scope x severity x duration</source>
      <translation>100 x Umfang x Schweregrad x Dauer</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>; again every %1%2%3</source>
      <translation>; wieder alle %1%2%3</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>; did you mean %1?</source>
      <translation>; meintest du %1?</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>A %1 has no choices.</source>
      <translation>%1 hat keine Auswahl.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/reads.py"></location>
      <source>A chart is saved as .png, .svg or .csv.</source>
      <translation>Ein Diagramm wird als .png, .svg oder .csv gespeichert.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>A command is one line; for a script add the line “Shell: yes”.</source>
      <translation>Ein Befehl ist eine Zeile; für ein Skript füge die Zeile „Shell: yes“ hinzu.</translation>
    </message>
    <message>
      <location filename="../../app/domain/status_soundness.py"></location>
      <source>A component needs a name, without space around it.</source>
      <translation>Eine Komponente braucht einen Namen, ohne Leerzeichen am Rand.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>A decide step needs two answers or more: “- Yes -&gt; title of a later step”.</source>
      <translation>Ein Schritt zum Entscheiden braucht mindestens zwei Antworten: „- Ja -&gt; Titel eines späteren Schritts“.</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>A drill and a real incident cannot be merged.</source>
      <translation>Eine Übung und ein echter Vorfall lassen sich nicht zusammenführen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/drill.py"></location>
      <source>A drill is running already; end it first.</source>
      <translation>Eine Übung läuft schon; beende sie zuerst.</translation>
    </message>
    <message>
      <location filename="../../app/operations/drill.py"></location>
      <source>A drill needs a service with a policy, or nobody is paged.</source>
      <translation>Eine Übung braucht einen Dienst mit Eskalationsplan, sonst wird niemand alarmiert.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup_plan.py"></location>
      <source>A folder's whole path is wanted, from the root on.</source>
      <translation>Der ganze Pfad eines Ordners ist nötig, von der Wurzel an.</translation>
    </message>
    <message>
      <location filename="../../app/operations/task.py"></location>
      <source>A follow-up for you: %1</source>
      <translation>Eine Folgeaufgabe für dich: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/heartbeat.py"></location>
      <source>A heartbeat beats every %1 s at most.</source>
      <translation>Ein Heartbeat schlägt höchstens alle %1 s.</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>A key has only letters, digits and signs.</source>
      <translation>Ein Schlüssel hat nur Buchstaben, Ziffern und Zeichen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <source>A known error needs a cause or a work-around.</source>
      <translation>Ein bekannter Fehler braucht eine Ursache oder einen Workaround.</translation>
    </message>
    <message>
      <location filename="../../app/operations/bundle.py"></location>
      <source>A newer page by the same contact was due as well; it was sent instead.</source>
      <translation>Eine neuere Alarmierung über denselben Kontakt war auch fällig; sie wurde stattdessen gesendet.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>A page is without action when its incident ended by itself and nobody ever acknowledged it. An incident healed when a machine resolved it, and flaps when it was reopened twice or more.</source>
      <translation>Eine Alarmierung ist ohne Handlung, wenn ihr Vorfall von selbst endete und nie jemand quittierte. Ein Vorfall heilte, wenn eine Maschine ihn behob, und flattert, wenn er zweimal oder öfter wieder geöffnet wurde.</translation>
    </message>
    <message>
      <location filename="../../app/domain/status_soundness.py"></location>
      <source>A password has 8 to %1 characters.</source>
      <translation>Ein Passwort hat 8 bis %1 Zeichen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>A playbook needs a step, such as “## Do: Say who leads”.</source>
      <translation>Ein Playbook braucht einen Schritt, etwa „## Do: Sagen, wer leitet“.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>A policy cannot lead back to itself: %1.</source>
      <translation>Ein Eskalationsplan kann nicht zu sich selbst zurückführen: %1.</translation>
    </message>
    <message>
      <location filename="../../app/queries/dry_run.py"></location>
      <source>A policy that a branch leads to was taken out meanwhile.</source>
      <translation>Ein Eskalationsplan, zu dem ein Zweig führt, wurde inzwischen entfernt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>A port is a number, usually 5432.</source>
      <translation>Ein Port ist eine Zahl, meist 5432.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>A quotation mark is not closed in this command.</source>
      <translation>In diesem Befehl ist ein Anführungszeichen nicht geschlossen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>A reminder comes 1m to 7d before a hand-off.</source>
      <translation>Eine Erinnerung kommt 1m bis 7d vor einer Übergabe.</translation>
    </message>
    <message>
      <location filename="../../app/operations/feed.py"></location>
      <source>A reminder comes at most 28 days before the shift.</source>
      <translation>Eine Erinnerung kommt höchstens 28 Tage vor der Schicht.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>A repetition within a repetition can take for ever; write it without.</source>
      <translation>Eine Wiederholung in einer Wiederholung kann ewig dauern; schreib es ohne.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>A row of %1 points to a %2 that is gone.</source>
      <translation>Eine Zeile von %1 verweist auf ein %2, das es nicht mehr gibt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>A service cannot need itself: %1.</source>
      <translation>Ein Dienst kann sich nicht selbst brauchen: %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>A shift cannot end before it begins.</source>
      <translation>Eine Schicht kann nicht enden, bevor sie beginnt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>A shift is split between its start and its end.</source>
      <translation>Eine Schicht wird zwischen Beginn und Ende geteilt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>A step begins with its kind: “## Do: …”; the kinds are %1.</source>
      <translation>Ein Schritt beginnt mit seiner Art: „## Do: …“; die Arten sind %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>A step of it is running; wait until it has ended.</source>
      <translation>Ein Schritt davon läuft; warte, bis er zu Ende ist.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>A swap needs two people.</source>
      <translation>Ein Tausch braucht zwei Personen.</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>A template has at most %1 characters.</source>
      <translation>Eine Vorlage hat höchstens %1 Zeichen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/update_template.py"></location>
      <source>A template needs a name of at most %1 characters.</source>
      <translation>Eine Vorlage braucht einen Namen mit höchstens %1 Zeichen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review_template.py"></location>
      <source>A template's name has at most %1 characters.</source>
      <translation>Der Name einer Vorlage hat höchstens %1 Zeichen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>A time-out is a minute at most.</source>
      <translation>Ein Zeitlimit ist höchstens eine Minute.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>A time-out is ten minutes at most; write a wait step instead.</source>
      <translation>Ein Zeitlimit ist höchstens zehn Minuten; schreib stattdessen einen Schritt zum Warten.</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <location filename="../../app/operations/task.py"></location>
      <source>A title has at most %1 characters.</source>
      <translation>Ein Titel hat höchstens %1 Zeichen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>A title is needed: say in a few words what is wrong.</source>
      <translation>Ein Titel ist nötig: Sag in ein paar Worten, was nicht stimmt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>A token has only letters, digits and signs.</source>
      <translation>Ein Token hat nur Buchstaben, Ziffern und Zeichen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/token.py"></location>
      <source>A token needs a name of at most %1 characters.</source>
      <translation>Ein Token braucht einen Namen mit höchstens %1 Zeichen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>A workflow cannot start itself.</source>
      <translation>Ein Workflow kann sich nicht selbst starten.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>A wrong setting, a certificate that ran out, no way to log in.</source>
      <translation>Eine falsche Einstellung, ein abgelaufenes Zertifikat, kein Zugang.</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>API key (GenieKey)</source>
      <translation>API key (GenieKey)</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>Acknowledged as well</source>
      <translation>Auch quittiert</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Action group: Webhook URI (common alert schema: yes)</source>
      <translation>Action group: Webhook URI (common alert schema: yes)</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_alert.py"></location>
      <source>Alert resolved: %1</source>
      <translation>Alarm behoben: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_alert.py"></location>
      <source>Alert: %1</source>
      <translation>Alarm: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>All services are working</source>
      <translation>Alle Dienste funktionieren</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>An address looks like postgresql://user@host/database.</source>
      <translation>Eine Adresse sieht so aus: postgresql://user@host/database.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_alert.py"></location>
      <source>An alert without a title</source>
      <translation>Ein Alarm ohne Titel</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>An e-mail address has no colon.</source>
      <translation>Eine E-Mail-Adresse hat keinen Doppelpunkt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/annotation.py"></location>
      <source>An edit or a pin cannot be edited or pinned itself.</source>
      <translation>Eine Bearbeitung oder ein Pin lässt sich nicht selbst bearbeiten oder anheften.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>An expression has at most %1 characters.</source>
      <translation>Ein Ausdruck hat höchstens %1 Zeichen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>An hour is paid once, as the last of these that applies: weekday, night (0 to 6), weekend, public holiday.</source>
      <translation>Eine Stunde wird einmal bezahlt, als das letzte davon, das zutrifft: Werktag, Nacht (0 bis 6), Wochenende, Feiertag.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>An incident is related to itself anyway.</source>
      <translation>Ein Vorfall hängt ohnehin mit sich selbst zusammen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/snooze.py"></location>
      <source>An incident sleeps for 30 days at most.</source>
      <translation>Ein Vorfall ruht höchstens 30 Tage.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>An incident that is %1 has no resolved time.</source>
      <translation>Ein Vorfall, der %1 ist, hat keine Zeit der Behebung.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>An incident that is %1 needs a resolved time.</source>
      <translation>Ein Vorfall, der %1 ist, braucht eine Zeit der Behebung.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>An incident that is still open has lasted until now at least: it is censored, neither left out nor counted as ended. Median and p90 are where S falls to 1/2 and 1/10.</source>
      <translation>Ein noch offener Vorfall hat mindestens bis jetzt gedauert: Er ist zensiert, also weder ausgelassen noch als beendet gezählt. Median und p90 liegen dort, wo S auf 1/2 und 1/10 fällt.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>Answered %1 %2.</source>
      <translation>Antwort: %1 %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>Applied policy %1 as it is now</source>
      <translation>Eskalationsplan %1 in seiner jetzigen Form angewendet</translation>
    </message>
    <message>
      <location filename="../../app/notify/address.py"></location>
      <source>Apprise cannot use this %1:// address: a part is missing or malformed.</source>
      <translation>Apprise kann diese Adresse %1:// nicht nutzen: Ein Teil fehlt oder ist fehlerhaft.</translation>
    </message>
    <message>
      <location filename="../../app/notify/address.py"></location>
      <source>Apprise knows no service for %1://; %2.</source>
      <translation>Apprise kennt keinen Dienst für %1://; %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_decision.py"></location>
      <source>Approved by %1.</source>
      <translation>Genehmigt von %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <source>Approved “%1”:
%2</source>
      <translation>Zugestimmt zu „%1“:
%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>Asked %1 for a ticket.</source>
      <translation>%1 um ein Ticket gebeten.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_step.py"></location>
      <source>Asked; somebody must say yes.</source>
      <translation>Gefragt; jemand muss zustimmen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_custom.py"></location>
      <source>At most %1 regions of %2 characters each.</source>
      <translation>Höchstens %1 Regionen mit je %2 Zeichen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/case.py"></location>
      <source>Atlassian Incident Management Handbook, common incident metrics</source>
      <translation>Atlassian Incident Management Handbook, common incident metrics</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>Audit entry %1 does not follow from the one before: it was altered.</source>
      <translation>Audit-Eintrag %1 folgt nicht aus dem davor: Er wurde verändert.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup_plan.py"></location>
      <source>Backups are at least %1 apart.</source>
      <translation>Zwischen Sicherungen liegt mindestens %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>Bearer %1</source>
      <translation>Bearer %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>Below the address stand headers such as “Accept: application/json”.</source>
      <translation>Unter der Adresse stehen Kopfzeilen wie „Accept: application/json“.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Better since %1</source>
      <translation>Besser seit %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Beyer et al., Site Reliability Engineering (2016), ch. 3 and 4</source>
      <translation>Beyer et al., Site Reliability Engineering (2016), ch. 3 and 4</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>Both shifts are the same person's.</source>
      <translation>Beide Schichten gehören derselben Person.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>Builds, tests or releases fail or hang.</source>
      <translation>Builds, Tests oder Releases schlagen fehl oder hängen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/mailbox.py"></location>
      <source>By e-mail: %1</source>
      <translation>Per E-Mail: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>By person, and by level of the policy (the quickest of those it paged). An acknowledgement before the page is no answer to it.</source>
      <translation>Nach Person und nach Stufe des Eskalationsplans (die schnellste der alarmierten). Eine Quittierung vor der Alarmierung ist keine Antwort darauf.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>By the service, category and severity they have now; an incident that touches several services is counted once, at its own.</source>
      <translation>Nach Dienst, Kategorie und Schweregrad, wie sie jetzt sind; ein Vorfall, der mehrere Dienste berührt, zählt einmal, bei seinem eigenen.</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>CI/CD pipeline</source>
      <translation>CI/CD-Pipeline</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>Called %1.</source>
      <translation>%1 gerufen.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine.py"></location>
      <source>Choose a folder first.</source>
      <translation>Wähle zuerst einen Ordner.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>Choose one of the answers.</source>
      <translation>Wähle eine der Antworten.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Comes back at %1</source>
      <translation>Kommt zurück um %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Contact point: Webhook URL</source>
      <translation>Contact point: Webhook URL</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Customer impact</source>
      <translation>Auswirkung auf Kunden</translation>
    </message>
    <message>
      <location filename="../../app/domain/case.py"></location>
      <source>Davidovic, Incident Metrics in SRE (Google, 2021)</source>
      <translation>Davidovic, Incident Metrics in SRE (Google, 2021)</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_decision.py"></location>
      <source>Decided by %1, without asking further.</source>
      <translation>Entschieden von %1, ohne weiter zu fragen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident.py"></location>
      <source>Declared as a drill</source>
      <translation>Als Übung gemeldet</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>Declared: %1</source>
      <translation>Gemeldet: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>Do, Check, Decide, Notify, Wait, HTTP or Command</source>
      <translation>Do, Check, Decide, Notify, Wait, HTTP oder Command</translation>
    </message>
    <message>
      <location filename="../../app/domain/drill.py"></location>
      <source>Drill: %1</source>
      <translation>Übung: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Drills, declined and merged incidents are in no figure; how many were left out is said.</source>
      <translation>Übungen, abgelehnte und zusammengeführte Vorfälle sind in keiner Zahl; wie viele ausgelassen wurden, wird genannt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Ended %1.</source>
      <translation>%1 beendet.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>Ended after %1 without an end of its own (time-out).</source>
      <translation>Nach %1 abgebrochen, ohne von selbst zu enden (Zeitlimit).</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>Ended the playbook “%1” early</source>
      <translation>Playbook „%1“ vorzeitig beendet</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_turn.py"></location>
      <source>Ended: #%1 is %2.</source>
      <translation>Beendet: #%1 ist %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_turn.py"></location>
      <source>Ended: its conditions hold no more (%1).</source>
      <translation>Beendet: Seine Bedingungen gelten nicht mehr (%1).</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_turn.py"></location>
      <source>Ended: the workflow was switched off.</source>
      <translation>Beendet: Der Workflow wurde ausgeschaltet.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_turn.py"></location>
      <source>Ended: the workflow was taken out.</source>
      <translation>Beendet: Der Workflow wurde entfernt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Error budget</source>
      <translation>Fehlerbudget</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation.py"></location>
      <source>Escalate now</source>
      <translation>Jetzt eskalieren</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Escalated to level %1%2</source>
      <translation>Eskaliert zu Stufe %1%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Escalated to the last resort</source>
      <translation>Eskaliert zur letzten Instanz</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie_alert.py"></location>
      <source>Every alert would go; then it is the same incident. Leave one.</source>
      <translation>Jeder Alarm würde mitgehen; dann ist es derselbe Vorfall. Lass einen hier.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/rota.py"></location>
      <source>Every event of this calendar was called off.</source>
      <translation>Jeder Termin dieses Kalenders wurde abgesagt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Every round went by without an answer</source>
      <translation>Jede Runde verging ohne Antwort</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Ewaschuk, My Philosophy on Alerting (Google, 2013)</source>
      <translation>Ewaschuk, My Philosophy on Alerting (Google, 2013)</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>Expected %1.</source>
      <translation>Erwartet wird %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/status_soundness.py"></location>
      <source>Expected 5m to 7d, or 0 for never.</source>
      <translation>Erwartet wird 5m bis 7d, oder 0 für nie.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>Expected a condition such as {field: severity, is: SEV1}.</source>
      <translation>Erwartet wird eine Bedingung wie {field: severity, is: SEV1}.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>Expected a single value.</source>
      <translation>Erwartet wird ein einzelner Wert.</translation>
    </message>
    <message>
      <location filename="../../app/operations/report.py"></location>
      <source>Expected an address such as mailto://user:word@example.org.</source>
      <translation>Erwartet wird eine Adresse wie mailto://user:word@example.org.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>Expected at least one %1.</source>
      <translation>Mindestens eines wird erwartet: %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>Expected at most %1 choices, each once.</source>
      <translation>Erwartet werden höchstens %1 Wahlmöglichkeiten, jede einmal.</translation>
    </message>
    <message>
      <location filename="../../app/operations/feed.py"></location>
      <source>Expected at most %1 reminders.</source>
      <translation>Erwartet werden höchstens %1 Erinnerungen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>Expected one of: %1.</source>
      <translation>Erwartet wird eines von: %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/status_soundness.py"></location>
      <source>Expected person:, team: or channel: and a name.</source>
      <translation>Erwartet wird person:, team: oder channel: und ein Name.</translation>
    </message>
    <message>
      <location filename="../../app/operations/followup.py"></location>
      <source>Follow-up changed: %1%2</source>
      <translation>Folgeaufgabe geändert: %1%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/task.py"></location>
      <source>From %1, of #%2 “%3”%4.</source>
      <translation>Von %1, zu #%2 „%3“%4.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>From now on pages go to you.</source>
      <translation>Ab jetzt gehen Alarmierungen an dich.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>From the record of who really was on call. Whoever is on call for two schedules at once is so once. A night (0 to 6), a weekend and a public holiday count each once, however little of it was served, by the schedule's zone and country.</source>
      <translation>Aus der Aufzeichnung, wer wirklich Bereitschaft hatte. Wer für zwei Pläne zugleich Bereitschaft hat, hat sie einmal. Eine Nacht (0 bis 6), ein Wochenende und ein Feiertag zählen je einmal, egal wie wenig davon geleistet wurde, nach Zone und Land des Plans.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>Gave it back</source>
      <translation>Zurückgegeben</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>Gave it back: %1</source>
      <translation>Zurückgegeben: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Given back; the next level is paged.</source>
      <translation>Zurückgegeben; die nächste Stufe wird alarmiert.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>Handed to %1</source>
      <translation>Weitergegeben an %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>Handed to %1%2</source>
      <translation>Weitergegeben an %1%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Handed to %1.</source>
      <translation>Weitergegeben an %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>How long customers felt it.</source>
      <translation>Wie lange Kunden es spürten.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>How long from noticing to the end.</source>
      <translation>Wie lange vom Bemerken bis zum Ende.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>How long it hurt before anybody or anything noticed.</source>
      <translation>Wie lange es wehtat, bevor jemand oder etwas es bemerkte.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>How long until somebody said that they have it.</source>
      <translation>Wie lange, bis jemand übernommen hat.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup_plan.py"></location>
      <source>How many are kept is a number from 1 to %1.</source>
      <translation>Wie viele behalten werden, ist eine Zahl von 1 bis %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_custom.py"></location>
      <source>How many customers are hit? Expected a number such as 120.</source>
      <translation>Wie viele Kunden sind betroffen? Erwartet wird eine Zahl wie 120.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>ITIL 4, problem management</source>
      <translation>ITIL 4, problem management</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Impact lasts from impact started to mitigated (else resolved, else until now), as far as it lies in the window, on the incident's own service and on those it touched. Overlaps count once. Of several services: the mean. Incidents that do not say when impact began are counted apart.</source>
      <translation>Eine Auswirkung dauert vom Beginn der Auswirkung bis zur Eindämmung (sonst bis behoben, sonst bis jetzt), soweit sie im Fenster liegt, beim eigenen Dienst des Vorfalls und bei denen, die er berührte. Überlappungen zählen einmal. Bei mehreren Diensten: das Mittel. Vorfälle, die keinen Beginn der Auswirkung nennen, werden gesondert gezählt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>Incident #%1 (%2%3): %4</source>
      <translation>Vorfall #%1 (%2%3): %4</translation>
    </message>
    <message>
      <location filename="../../app/operations/report.py"></location>
      <source>Incident report</source>
      <translation>Vorfallbericht</translation>
    </message>
    <message>
      <location filename="../../app/operations/report.py"></location>
      <source>Incident report, %1</source>
      <translation>Vorfallbericht, %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Integration (routing) key</source>
      <translation>Integration (routing) key</translation>
    </message>
    <message>
      <location filename="../../app/operations/dispatch.py"></location>
      <source>It answered %1.</source>
      <translation>Es antwortete %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>It cannot have begun before 1970.</source>
      <translation>Vor 1970 kann es nicht begonnen haben.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>It cannot have begun in the future.</source>
      <translation>In der Zukunft kann es nicht begonnen haben.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>It ended well (exit code 0).</source>
      <translation>Es endete gut (Exit-Code 0).</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>It ends before it begins.</source>
      <translation>Es endet, bevor es beginnt.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>It failed with exit code %1.</source>
      <translation>Es schlug fehl mit Exit-Code %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>It is %1 already.</source>
      <translation>Es ist schon %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>It is %1 now.</source>
      <translation>Es ist jetzt %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_decision.py"></location>
      <source>It is not approved; the rota stays as it is.</source>
      <translation>Es ist nicht genehmigt; der Dienstplan bleibt, wie er ist.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>It is open.</source>
      <translation>Er ist offen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/privacy.py"></location>
      <source>It is private: open Watchbill to read it.</source>
      <translation>Es ist privat: Öffne Watchbill, um es zu lesen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>It is too late: the shift began.</source>
      <translation>Es ist zu spät: Die Schicht hat begonnen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>It lies in the past.</source>
      <translation>Es liegt in der Vergangenheit.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>It stood there already.</source>
      <translation>Es stand schon da.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>It was accepted; it only needs to be approved.</source>
      <translation>Es wurde angenommen; es fehlt nur noch die Genehmigung.</translation>
    </message>
    <message>
      <location filename="../../app/operations/delivery.py"></location>
      <source>It was answered before it was sent.</source>
      <translation>Es wurde beantwortet, bevor es gesendet war.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>It was linked already.</source>
      <translation>Es war schon verknüpft.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>It was resolved already.</source>
      <translation>Er war schon behoben.</translation>
    </message>
    <message>
      <location filename="../../app/operations/inside.py"></location>
      <source>It was taken back before it was sent.</source>
      <translation>Es wurde zurückgenommen, bevor es gesendet war.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>It works, but far too slowly.</source>
      <translation>Es geht, aber viel zu langsam.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>Its urgency is low: it waits for hours of work and for quiet hours to end.</source>
      <translation>Seine Dringlichkeit ist niedrig: Er wartet auf die Arbeitszeit und auf das Ende der Ruhezeiten.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Kaplan &amp; Meier (1958); band by Brookmeyer &amp; Crowley (1982)</source>
      <translation>Kaplan &amp; Meier (1958); Band nach Brookmeyer &amp; Crowley (1982)</translation>
    </message>
    <message>
      <location filename="../../app/queries/diagnostics.py"></location>
      <source>Key here</source>
      <translation>Schlüssel hier</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Last resort</source>
      <translation>Letzte Instanz</translation>
    </message>
    <message>
      <location filename="../../app/operations/trial.py"></location>
      <source>Let %1 send a test of its own: only it knows how it speaks.</source>
      <translation>Lass %1 selbst einen Test senden: Nur der Sender weiß, wie er spricht.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Level %1</source>
      <translation>Stufe %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Level %1 again (%2 of %3)</source>
      <translation>Erneut Stufe %1 (%2 von %3)</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>Level %1 notified %2 without %3, who had answered.</source>
      <translation>Stufe %1 benachrichtigte %2 ohne %3, weil schon geantwortet.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>Level %1 notifies %2, but was not reached: %3.</source>
      <translation>Stufe %1 benachrichtigt %2, wurde aber nicht erreicht: %3.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>Level %1 notifies %2: %3%4, %5.</source>
      <translation>Stufe %1 benachrichtigt %2: %3%4, %5.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>Level %1 notifies %2; it was not reached.</source>
      <translation>Stufe %1 benachrichtigt %2; sie wurde nicht erreicht.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>Level %1 notifies one of %2 in turn: it was %3.</source>
      <translation>Stufe %1 benachrichtigt reihum eine Person aus %2: Es war %3.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>Line %1 has a step of this title already.</source>
      <translation>Zeile %1 hat schon einen Schritt mit diesem Titel.</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>Line %1: %2</source>
      <translation>Zeile %1: %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>Maintenance is under way</source>
      <translation>Eine Wartung läuft</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>Major outage</source>
      <translation>Großer Ausfall</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>May be hit as well: %1</source>
      <translation>Vielleicht auch betroffen: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Mean, median and p90 (type 7 of Hyndman &amp; Fan, as numpy and spreadsheets do) of incidents that have both times; those that lack one, or whose times run backwards, are counted apart. The band holds the true median with 95 % confidence (order statistics, no assumption on the distribution; none of fewer than six).</source>
      <translation>Mittel, Median und p90 (Typ 7 nach Hyndman &amp; Fan, wie numpy und Tabellenprogramme) der Vorfälle mit beiden Zeiten; solche, denen eine fehlt oder deren Zeiten rückwärts laufen, werden gesondert gezählt. Das Band enthält den wahren Median mit 95 % Sicherheit (Ordnungsstatistik, keine Annahme über die Verteilung; keines bei weniger als sechs).</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>Merged into %1%2</source>
      <translation>Aufgegangen in %1%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/pace.py"></location>
      <source>Messages wait %1 at most; 0 sends each by itself.</source>
      <translation>Nachrichten warten höchstens %1; 0 sendet jede für sich.</translation>
    </message>
    <message>
      <location filename="../../app/queries/playbook.py"></location>
      <source>More than one playbook has %1 in its name: %2.</source>
      <translation>Mehr als ein Playbook hat %1 im Namen: %2.</translation>
    </message>
    <message>
      <location filename="../../app/queries/workflow.py"></location>
      <source>More than one workflow has %1 in its name: %2.</source>
      <translation>Mehr als ein Workflow hat %1 im Namen: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>New pages go there. What you are paged for already stays with you until it is answered.</source>
      <translation>Neue Alarmierungen gehen dorthin. Wofür du schon alarmiert wirst, bleibt bei dir, bis es beantwortet ist.</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_tell.py"></location>
      <source>Next update by %1.</source>
      <translation>Nächste Meldung bis %1.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>No answer within %1 (time-out).</source>
      <translation>Keine Antwort innerhalb von %1 (Zeitlimit).</translation>
    </message>
    <message>
      <location filename="../../app/operations/trial.py"></location>
      <source>No engine answers at %1. Is one running?</source>
      <translation>Auf %1 antwortet keine Engine. Läuft eine?</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>No language model is set up; Settings, Assistant.</source>
      <translation>Kein Sprachmodell ist eingerichtet; siehe Einstellungen.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>No level of %1 leads to %2.</source>
      <translation>Keine Stufe von %1 führt zu %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>No longer %1</source>
      <translation>Nicht mehr %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/snooze.py"></location>
      <source>No longer snoozed</source>
      <translation>Nicht mehr zurückgestellt</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>No mail can be sent from here; take the feed instead.</source>
      <translation>Von hier können keine Mails gesendet werden; nimm stattdessen den Feed.</translation>
    </message>
    <message>
      <location filename="../../app/operations/dispatch.py"></location>
      <source>No mail can be sent yet: name an address to send from (`watchbill status sender`).</source>
      <translation>Noch können keine Mails gesendet werden: Nenne eine Absenderadresse (`watchbill status sender`).</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_expiry.py"></location>
      <source>No manager approved it in time.</source>
      <translation>Die Führung hat nicht rechtzeitig genehmigt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>No page would reach you: you have no contact yet.</source>
      <translation>Keine Alarmierung würde dich erreichen: Du hast noch keinen Kontakt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>No playbook is made for such an incident.</source>
      <translation>Für einen solchen Vorfall ist kein Playbook gedacht.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation.py"></location>
      <source>No policy: nobody is paged. Give the service a policy, or tell somebody yourself.</source>
      <translation>Kein Eskalationsplan: Niemand wird alarmiert. Gib dem Dienst einen oder sag selbst jemandem Bescheid.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>No such file</source>
      <translation>Keine solche Datei</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>No template fits this incident.</source>
      <translation>Keine Vorlage passt zu diesem Vorfall.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket_turn.py"></location>
      <source>No ticket: %1</source>
      <translation>Kein Ticket: %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/ticket.py"></location>
      <source>No tracker is set up yet: Settings, Trackers, or `watchbill tracker add`.</source>
      <translation>Noch ist kein Ticketsystem eingerichtet: in den Einstellungen oder mit `watchbill tracker add`.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>No tracker of yours has this address; add it in the settings first.</source>
      <translation>Kein Ticketsystem von dir hat diese Adresse; füge es zuerst in den Einstellungen hinzu.</translation>
    </message>
    <message>
      <location filename="../../app/domain/fill.py"></location>
      <source>No turn begins in this span that could be given to somebody.</source>
      <translation>In diesem Zeitraum beginnt kein Turnus, der sich jemandem geben ließe.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>No user and password in an address: everybody who opens this would see them.</source>
      <translation>Kein Benutzer und Passwort in einer Adresse: Alle, die das öffnen, würden sie sehen.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>No whole answer within %1 (time-out).</source>
      <translation>Keine vollständige Antwort innerhalb von %1 (Zeitlimit).</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>Nobody accepted it yet.</source>
      <translation>Noch hat es niemand angenommen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_expiry.py"></location>
      <source>Nobody answered in time.</source>
      <translation>Niemand hat rechtzeitig geantwortet.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>Nobody could approve: this team has no manager.</source>
      <translation>Niemand könnte genehmigen: Dieses Team hat keine Führung.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Nobody had it.</source>
      <translation>Niemand war zuständig.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Nobody has it</source>
      <translation>Niemand ist zuständig</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Nobody has written anything for %1</source>
      <translation>Niemand hat etwas geschrieben seit %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Nobody is %1 at the moment.</source>
      <translation>Niemand ist gerade %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <source>Nobody is %1 at the moment: fill the role, or skip this step.</source>
      <translation>Niemand ist gerade %1: Vergib die Rolle oder überspring diesen Schritt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Nobody is %1 now.</source>
      <translation>Niemand ist jetzt %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>Nobody is named at %1; expected a person.</source>
      <translation>Bei %1 ist niemand genannt; erwartet wird eine Person.</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>Nobody is on call for %1</source>
      <translation>Niemand hat Bereitschaft für %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/last_resort.py"></location>
      <source>Nobody of the last resort of policy %1 can be reached</source>
      <translation>Niemand aus der letzten Instanz von Eskalationsplan %1 ist erreichbar</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source>Nobody said yes within %1.</source>
      <translation>Niemand hat innerhalb von %1 zugestimmt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>Nobody was asked so.</source>
      <translation>So wurde niemand gefragt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>Nobody was named for this cover.</source>
      <translation>Für diese Vertretung wurde niemand genannt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/page_more.py"></location>
      <source>Nobody was paged.%1</source>
      <translation>Niemand wurde alarmiert.%1</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>Nobody was paged: the incident has no policy.</source>
      <translation>Niemand wurde alarmiert: Der Vorfall hat keinen Eskalationsplan.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>None of these.</source>
      <translation>Nichts davon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>None was under way.</source>
      <translation>Keines lief.</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <source>Not of problem P%1 after all: %2</source>
      <translation>Doch nicht von Problem P%1: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/stir.py"></location>
      <source>Not run: %1 workflows have set each other off already.</source>
      <translation>Lief nicht: %1 Workflows haben sich schon gegenseitig ausgelöst.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_step.py"></location>
      <source>Not run: %1.</source>
      <translation>Lief nicht: %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_turn.py"></location>
      <source>Not run: it ran %1 times in this incident within an hour already.</source>
      <translation>Lief nicht: Er lief in diesem Vorfall schon %1-mal innerhalb einer Stunde.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_turn.py"></location>
      <source>Not run: it ran %1 times within an hour already.</source>
      <translation>Lief nicht: Er lief schon %1-mal innerhalb einer Stunde.</translation>
    </message>
    <message>
      <location filename="../../app/operations/stir.py"></location>
      <source>Not run: it was set off by what it did itself, and would go on for ever.</source>
      <translation>Lief nicht: Er wurde durch das ausgelöst, was er selbst tat, und würde ewig weiterlaufen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>Nothing answers at %1, port %2: the connection was refused. Is PostgreSQL running there, and does it listen on the network?</source>
      <translation>Bei %1, Port %2 antwortet nichts: Die Verbindung wurde abgelehnt. Läuft dort PostgreSQL, und ist es über das Netz erreichbar?</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Nothing depends on it.</source>
      <translation>Nichts hängt davon ab.</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>Nothing in it was said between %1 and %2 UTC; it goes from %3 to %4 UTC.</source>
      <translation>Darin wurde zwischen %1 und %2 UTC nichts gesagt; es reicht von %3 bis %4 UTC.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Nothing is planned on record.</source>
      <translation>Nichts Geplantes ist aufgezeichnet.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Nothing is written down yet.</source>
      <translation>Noch ist nichts aufgeschrieben.</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>Nothing leaves a sample team.</source>
      <translation>Nichts verlässt ein Beispielteam.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <source>Nothing was run: this team is made up.</source>
      <translation>Nichts wurde ausgeführt: Dieses Team ist erfunden.</translation>
    </message>
    <message>
      <location filename="../../app/queries/feed.py"></location>
      <source>On call: %1</source>
      <translation>Bereitschaft: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>On the wall clock of the zone shown; the hour that comes twice in autumn counts twice.</source>
      <translation>Nach der Wanduhr der gezeigten Zone; die Stunde, die im Herbst zweimal kommt, zählt zweimal.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>On-call load</source>
      <translation>Bereitschaftslast</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>On-call pay</source>
      <translation>Bereitschaftsvergütung</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>Only a manager of the team may decide this.</source>
      <translation>Das entscheidet nur die Führung des Teams.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <source>Only a person of the team can approve this; say who you are first.</source>
      <translation>Nur eine Person des Teams kann dem zustimmen; sag zuerst, wer du bist.</translation>
    </message>
    <message>
      <location filename="../../app/operations/annotation.py"></location>
      <source>Only notes can be edited; everything else is the record of what was.</source>
      <translation>Nur Notizen lassen sich bearbeiten; alles andere ist die Aufzeichnung dessen, was war.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>Only shifts that have not begun can be swapped.</source>
      <translation>Nur Schichten, die noch nicht begonnen haben, lassen sich tauschen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>Only whose shift it is, or a manager, may take it back.</source>
      <translation>Zurücknehmen darf es nur, wem die Schicht gehört, oder die Führung.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Opened #%1.</source>
      <translation>#%1 eröffnet.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Opened #%1: %2</source>
      <translation>#%1 eröffnet: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_alert.py"></location>
      <source>Opened by an alert%1%2</source>
      <translation>Eröffnet durch einen Alarm%1%2</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Or, to post to one address only</source>
      <translation>Oder, um nur an eine Adresse zu senden</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Or, with the key in the address</source>
      <translation>Oder, mit dem Schlüssel in der Adresse</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Outgoing webhook: URL</source>
      <translation>Outgoing webhook: URL</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Over at %1</source>
      <translation>Vorbei um %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source>Owner: %1</source>
      <translation>Owner: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/page_more.py"></location>
      <source>Paged %1.%2</source>
      <translation>%1 alarmiert.%2</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>PagerDuty Insights, definitions of business, off and sleep hours</source>
      <translation>PagerDuty Insights, Definitionen von Arbeits-, Frei- und Schlafzeit</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Pages by %1 from now on.</source>
      <translation>Alarmiert ab jetzt nach %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/page_more.py"></location>
      <source>Paging %1</source>
      <translation>Alarmierung von %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Paging %1 by %2</source>
      <translation>Alarmierung von %1 per %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/page.py"></location>
      <source>Paging %1 by %2: %3 Now by %4.</source>
      <translation>Alarmierung von %1 per %2: %3 Jetzt per %4.</translation>
    </message>
    <message>
      <location filename="../../app/operations/page.py"></location>
      <source>Paging %1 by %2: %3 There is no other contact to use.</source>
      <translation>Alarmierung von %1 per %2: %3 Einen anderen Kontakt gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>Part of %1</source>
      <translation>Teil von %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>Partial outage</source>
      <translation>Teilausfall</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_step.py"></location>
      <source>Passed over: %1.</source>
      <translation>Übergangen: %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>Policy %1 has no last_resort: when all rounds fail, the managers of the service's team are paged, or its members; without a team, nobody.</source>
      <translation>Eskalationsplan %1 hat kein last_resort: Wenn alle Runden scheitern, werden die Manager des Teams des Dienstes alarmiert oder, wo es keine gibt, seine Mitglieder; ohne Team niemand.</translation>
    </message>
    <message>
      <location filename="../../app/operations/last_resort.py"></location>
      <source>Policy %1 names no last resort</source>
      <translation>Eskalationsplan %1 nennt keine letzte Instanz</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>Posted %1%2%3.</source>
      <translation>Veröffentlicht %1%2%3.</translation>
    </message>
    <message>
      <location filename="../../app/queries/diagnostics.py"></location>
      <source>PostgreSQL %1</source>
      <translation>PostgreSQL %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>PostgreSQL says: %1</source>
      <translation>PostgreSQL sagt: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/privacy.py"></location>
      <source>Private incident</source>
      <translation>Privater Vorfall</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <source>Problem P%1 is behind it: %2</source>
      <translation>Dahinter steht Problem P%1: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <source>Problem P%1 was removed: %2</source>
      <translation>Problem P%1 wurde entfernt: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>Related to %1</source>
      <translation>Verknüpft mit %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>Related to %1.</source>
      <translation>Verknüpft mit %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_stage.py"></location>
      <source>Reopened: %1</source>
      <translation>Wieder geöffnet: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>Request %1 asks for this time already; take it back first.</source>
      <translation>Anfrage %1 bittet schon um diese Zeit; nimm sie zuerst zurück.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>Review begun</source>
      <translation>Nachbetrachtung begonnen</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>Review is ready to be read</source>
      <translation>Nachbetrachtung ist bereit zum Lesen</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>Review opened again</source>
      <translation>Nachbetrachtung wieder geöffnet</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>Review published</source>
      <translation>Nachbetrachtung veröffentlicht</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source>Run it</source>
      <translation>Ausführen</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>S(t) = product over t_i &lt;= t of (1 - resolved at t_i / lasting until t_i)</source>
      <translation>S(t) = Produkt über t_i &lt;= t von (1 - behoben bei t_i / dauern bis t_i)</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>SNS subscription: HTTPS endpoint</source>
      <translation>SNS subscription: HTTPS endpoint</translation>
    </message>
    <message>
      <location filename="../../app/queries/diagnostics.py"></location>
      <source>SQLite %1</source>
      <translation>SQLite %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>Say first who you are: only people of the team can ask each other.</source>
      <translation>Sag zuerst, wer du bist: Nur Personen des Teams können einander fragen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>Say first who you are: only people of the team can take the pager.</source>
      <translation>Sag zuerst, wer du bist: Nur Personen des Teams können den Pager übernehmen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>Say how long to wait: a line “For: 10m” below the heading.</source>
      <translation>Sag, wie lange gewartet wird: eine Zeile „For: 10m“ unter der Überschrift.</translation>
    </message>
    <message>
      <location filename="../../app/operations/task.py"></location>
      <source>Say in a few words what is to be done.</source>
      <translation>Sag in ein paar Worten, was zu tun ist.</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <source>Say in a few words what is wrong underneath.</source>
      <translation>Sag in ein paar Worten, was dahinter nicht stimmt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>Say in a few words what will be done.</source>
      <translation>Sag in ein paar Worten, was getan wird.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>Say what %1 is.</source>
      <translation>Gib an, was %1 ist.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>Say what it is held against.</source>
      <translation>Gib an, womit verglichen wird.</translation>
    </message>
    <message>
      <location filename="../../app/operations/channel.py"></location>
      <source>Say where it is first: the address.</source>
      <translation>Sag zuerst, wo er ist: die Adresse.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow.py"></location>
      <source>Say which address is called, such as https://example.org/in.</source>
      <translation>Sag, welche Adresse aufgerufen wird, etwa https://example.org/in.</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>Say which channel; at that time %1.</source>
      <translation>Sag, welcher Kanal; zu dieser Zeit %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>Say which hours: {from: ..., to: ...}.</source>
      <translation>Gib an, welche Zeiten: {from: ..., to: ...}.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>Say which.</source>
      <translation>Gib an, was.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_decision.py"></location>
      <source>Say who shall take it.</source>
      <translation>Sag, wer sie übernehmen soll.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>Say whom to tell: “To: incident commander” or “To: person:ana, team:platform”.</source>
      <translation>Sag, wer es erfährt: „To: incident commander“ oder „To: person:ana, team:platform“.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>Say whom.</source>
      <translation>Gib an, wen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_clock.py"></location>
      <source>Say why: the reason and the first value stay in the timeline.</source>
      <translation>Sag, warum: Der Grund und der erste Wert bleiben im Verlauf.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Scope: log(1 + customers) / log(1 + 10,000) where customers were counted, else 1/2 for one service and 1/6 for each other; severity: 1, 0.6, 0.3, 0.1 for SEV1 to SEV4; duration: log(1 + minutes of impact) / log(1 + 480). Each factor is 1 at most.</source>
      <translation>Umfang: log(1 + Kunden) / log(1 + 10.000), wo Kunden gezählt wurden, sonst 1/2 für einen Dienst und 1/6 für jeden weiteren; Schweregrad: 1, 0,6, 0,3, 0,1 für SEV1 bis SEV4; Dauer: log(1 + Minuten Auswirkung) / log(1 + 480). Jeder Faktor ist höchstens 1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>Servers, disks, network, power: something is down.</source>
      <translation>Server, Platten, Netz, Strom: Etwas ist ausgefallen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/shadow.py"></location>
      <source>Shadow of %1: %2 is paged for #%3 %4</source>
      <translation>Begleiter von %1: %2 wird für #%3 alarmiert %4</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source>Shell: yes</source>
      <translation>Shell: yes</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Since %1, %2 %3</source>
      <translation>Seit %1, %2 %3</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>Slow or faulty</source>
      <translation>Langsam oder fehlerhaft</translation>
    </message>
    <message>
      <location filename="../../app/operations/snooze.py"></location>
      <source>Snoozed until %1 UTC%2</source>
      <translation>Zurückgestellt bis %1 UTC%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie_alert.py"></location>
      <source>Some of these alerts do not belong to #%1.</source>
      <translation>Einige dieser Alarme gehören nicht zu #%1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>Some services are down</source>
      <translation>Einige Dienste sind ausgefallen</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>Some services are partly down</source>
      <translation>Einige Dienste sind teilweise ausgefallen</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>Some services are slow or faulty</source>
      <translation>Einige Dienste sind langsam oder fehlerhaft</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>Somebody accepted it already.</source>
      <translation>Jemand hat es schon angenommen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_case.py"></location>
      <source>Somebody answered meanwhile; it was read again.</source>
      <translation>Jemand hat inzwischen geantwortet; es wurde neu gelesen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/edit.py"></location>
      <location filename="../../app/operations/update_template.py"></location>
      <source>Somebody changed %1 meanwhile; it was read again.</source>
      <translation>Jemand hat %1 inzwischen geändert; es wurde neu gelesen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_form.py"></location>
      <source>Somebody changed the form meanwhile; look at it again, then save.</source>
      <translation>Jemand hat das Formular inzwischen geändert; sieh es dir noch einmal an, dann speichere.</translation>
    </message>
    <message>
      <location filename="../../app/operations/followup.py"></location>
      <source>Somebody changed this follow-up meanwhile; it was read again.</source>
      <translation>Jemand hat diese Folgeaufgabe inzwischen geändert; sie wurde neu gelesen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>Somebody changed this maintenance meanwhile; it was read again.</source>
      <translation>Jemand hat diese Wartung inzwischen geändert; sie wurde neu gelesen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/annotation.py"></location>
      <source>Somebody changed this note meanwhile; it was read again.</source>
      <translation>Jemand hat diese Notiz inzwischen geändert; sie wurde neu gelesen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>Somebody changed this tracker meanwhile; it was read again.</source>
      <translation>Jemand hat dieses Ticketsystem inzwischen geändert; es wurde neu gelesen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Somebody had it at %1, after %2</source>
      <translation>Übernommen um %1, nach %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>Somebody saw, took or changed what they should not have.</source>
      <translation>Jemand hat gesehen, genommen oder geändert, was nicht erlaubt war.</translation>
    </message>
    <message>
      <location filename="../../app/operations/contact.py"></location>
      <source>Somebody took the contact %1 out meanwhile.</source>
      <translation>Jemand hat den Kontakt %1 inzwischen entfernt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/edit.py"></location>
      <source>Somebody took this %1 out meanwhile.</source>
      <translation>Jemand hat das inzwischen entfernt: %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/channel.py"></location>
      <source>Somebody took this channel out meanwhile.</source>
      <translation>Jemand hat diesen Kanal inzwischen entfernt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/proof.py"></location>
      <source>Somebody took this contact out meanwhile.</source>
      <translation>Jemand hat diesen Kontakt inzwischen entfernt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/trial.py"></location>
      <source>Somebody took this integration out meanwhile.</source>
      <translation>Jemand hat diese Integration inzwischen entfernt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/playbook.py"></location>
      <source>Somebody took this playbook out meanwhile.</source>
      <translation>Jemand hat dieses Playbook inzwischen entfernt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>Somebody we depend on is down: a provider, a partner.</source>
      <translation>Jemand, von dem wir abhängen, ist ausgefallen: ein Anbieter, ein Partner.</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>Somebody, probably you, asked that this address be told of news from %1.
If it was you, say so here; otherwise do nothing, and you will not hear from us again:
</source>
      <translation>Jemand, vermutlich du, hat darum gebeten, dass diese Adresse Neuigkeiten von %1 erfährt.
Wenn du es warst, bestätige es hier; sonst tu nichts, und du hörst nicht wieder von uns:
</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>Split off from #%1 again</source>
      <translation>Wieder abgespalten von #%1</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>Split off from %1%2</source>
      <translation>Abgespalten von %1%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_stage.py"></location>
      <source>Stage %1 → %2</source>
      <translation>Phase %1 → %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>Started the playbook “%1”</source>
      <translation>Playbook „%1“ gestartet</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_run.py"></location>
      <source>Started the workflow “%1”</source>
      <translation>Workflow „%1“ gestartet</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Started “%1” (%2).</source>
      <translation>„%1“ gestartet (%2).</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>Status updates</source>
      <translation>Statusmeldungen</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>Step for %1: %2</source>
      <translation>Schritt für %1: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_run.py"></location>
      <source>Stopped by %1.</source>
      <translation>Abgebrochen von %1.</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Subscribe to updates: Webhook URL</source>
      <translation>Subscribe to updates: Webhook URL</translation>
    </message>
    <message>
      <location filename="../../app/notify/sender.py"></location>
      <source>Subscribers are written to by mail; %1.</source>
      <translation>Abonnenten bekommen Mails; %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>TLS with %1 failed, its certificate is not trusted here: %2</source>
      <translation>TLS mit %1 ist gescheitert, seinem Zertifikat wird hier nicht vertraut: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>Taken back by %1.</source>
      <translation>Zurückgenommen von %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_update.py"></location>
      <source>Taken off the status page</source>
      <translation>Von der Statusseite genommen</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_field.py"></location>
      <source>Talk at %1</source>
      <translation>Gespräch: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/followup.py"></location>
      <source>Task becomes a follow-up: %1</source>
      <translation>Aufgabe wird zur Folgeaufgabe: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Telling %1</source>
      <translation>Benachrichtigt wird %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/trial.py"></location>
      <source>Test alert from Watchbill</source>
      <translation>Testalarm von Watchbill</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>That database was written by a newer Watchbill. Please update this program first.</source>
      <translation>Diese Datenbank wurde von einem neueren Watchbill geschrieben. Bitte aktualisiere zuerst dieses Programm.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>The %1 has %2 characters; %3 is the most.</source>
      <translation>%1 hat %2 Zeichen; höchstens %3 sind möglich.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>The SLO is kept while nothing is overspent. Windows are elapsed time: a day on which clocks change has 23 or 25 hours.</source>
      <translation>Das SLO ist eingehalten, solange nichts überzogen ist. Fenster sind vergangene Zeit: Ein Tag mit Zeitumstellung hat 23 oder 25 Stunden.</translation>
    </message>
    <message>
      <location filename="../../app/operations/followup.py"></location>
      <source>The action items have no list; begin each line with “- ”.</source>
      <translation>Der Abschnitt hat keine Liste; beginne jede Zeile mit „- “.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>The address begins with https:// (or http://) and has no blanks.</source>
      <translation>Die Adresse beginnt mit https:// (oder http://) und hat keine Leerzeichen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>The address is another one now: type the token once more.</source>
      <translation>Die Adresse ist jetzt eine andere: Gib das Token noch einmal ein.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>The bridge is %1.</source>
      <translation>Der Raum ist %1.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>The call failed: %1.</source>
      <translation>Der Aufruf schlug fehl: %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>The cause is the problem an incident is linked to; else its service, with the same category or a title alike (at least 60 % of the trigrams of its words in common, numbers taken as one). Incidents of the days before the window are looked at, too.</source>
      <translation>Die Ursache ist das Problem, mit dem ein Vorfall verknüpft ist; sonst sein Dienst, mit derselben Kategorie oder ähnlichem Titel (mindestens 60 % der Trigramme seiner Wörter gemeinsam, Zahlen gelten als gleich). Auch Vorfälle der Tage vor dem Fenster werden betrachtet.</translation>
    </message>
    <message>
      <location filename="../../app/operations/channel.py"></location>
      <source>The channel %1 has no address yet; expected one.</source>
      <translation>Der Kanal %1 hat noch keine Adresse; erwartet wird eine.</translation>
    </message>
    <message>
      <location filename="../../app/operations/notice_delivery.py"></location>
      <source>The contact it was for was removed.</source>
      <translation>Der Kontakt, für den es war, wurde entfernt.</translation>
    </message>
    <message>
      <location filename="../../ui/bridge.py"></location>
      <source>The database is not open yet.</source>
      <translation>Die Datenbank ist noch nicht geöffnet.</translation>
    </message>
    <message>
      <location filename="../../app/operations/drill.py"></location>
      <source>The drill is over.</source>
      <translation>Die Übung ist vorbei.</translation>
    </message>
    <message>
      <location filename="../../app/operations/trial.py"></location>
      <source>The engine at %1 did not take it (%2 %3).</source>
      <translation>Die Engine auf %1 hat es nicht angenommen (%2 %3).</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_step.py"></location>
      <source>The engine ended while it was at it; it may have been done. Look there.</source>
      <translation>Die Engine endete mittendrin; es kann geschehen sein. Sieh dort nach.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>The file is damaged: %1</source>
      <translation>Die Datei ist beschädigt: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>The first line is a method and an address: %1 https://…</source>
      <translation>Die erste Zeile ist eine Methode und eine Adresse: %1 https://…</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>The first line is the name, such as “# Database is down”.</source>
      <translation>Die erste Zeile ist der Name, etwa „# Datenbank ist ausgefallen“.</translation>
    </message>
    <message>
      <location filename="../../app/queries/guide.py"></location>
      <source>The guide has no page %1; it has: %2.</source>
      <translation>Die Anleitung hat keine Seite %1; sie hat: %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>The host must be written out, not filled in.</source>
      <translation>Der Host muss ausgeschrieben sein, nicht ausgefüllt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>The incident</source>
      <translation>Der Vorfall</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_step.py"></location>
      <source>The incident's policy cannot be followed: nobody more is paged by it.</source>
      <translation>Dem Eskalationsplan des Vorfalls lässt sich nicht folgen: Er alarmiert niemanden mehr.</translation>
    </message>
    <message>
      <location filename="../../app/operations/key.py"></location>
      <source>The key comes from %1 here, which would be the old one at the next start; bring it with `db key import`, take the variable away, and try again.</source>
      <translation>Der Schlüssel kommt hier aus %1, und beim nächsten Start wäre das der alte; bring ihn mit `db key import`, entferne die Variable und versuch es noch einmal.</translation>
    </message>
    <message>
      <location filename="../../app/vault.py"></location>
      <source>The key on this machine is not the one this was sealed with.</source>
      <translation>Der Schlüssel auf diesem Rechner ist nicht der, mit dem dies versiegelt wurde.</translation>
    </message>
    <message>
      <location filename="../../app/vault.py"></location>
      <source>The key that opens contacts and integration keys is not on this machine. Bring it with `watchbill db key import`, or set WATCHBILL_KEY; everything else works without it.</source>
      <translation>Der Schlüssel, der Kontakte und Integrationsschlüssel öffnet, ist nicht auf diesem Rechner. Bring ihn mit `watchbill db key import` oder setze WATCHBILL_KEY; alles andere funktioniert ohne ihn.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_call.py"></location>
      <source>The key that opens this address is not on this machine.</source>
      <translation>Der Schlüssel, der diese Adresse öffnet, ist nicht auf diesem Rechner.</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>The language model does not take this key%1.</source>
      <translation>Das Sprachmodell nimmt diesen Schlüssel nicht an%1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>The language model is busy (%1)%2; try again later.</source>
      <translation>Das Sprachmodell ist ausgelastet (%1)%2; versuch es später noch einmal.</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>The language model refused (%1)%2.</source>
      <translation>Das Sprachmodell hat abgelehnt (%1)%2.</translation>
    </message>
    <message>
      <location filename="../../app/queries/incident_story.py"></location>
      <source>The next level</source>
      <translation>Die nächste Stufe</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_update.py"></location>
      <source>The next update cannot be promised for the past.</source>
      <translation>Die nächste Meldung lässt sich nicht für die Vergangenheit zusagen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>The pager can be taken for 30 minutes to 8 hours.</source>
      <translation>Der Pager lässt sich für 30 Minuten bis 8 Stunden übernehmen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>The password for %1 is wrong, or there is no such user.</source>
      <translation>Das Passwort für %1 ist falsch, oder es gibt diesen Benutzer nicht.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>The program itself must be written out, not filled in.</source>
      <translation>Das Programm selbst muss ausgeschrieben sein, nicht ausgefüllt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source>The question is not there any more.</source>
      <translation>Die Frage gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/operations/attachment.py"></location>
      <source>The same file was kept at the same moment.</source>
      <translation>Dieselbe Datei wurde im selben Moment abgelegt.</translation>
    </message>
    <message>
      <location filename="../../app/queries/plan.py"></location>
      <source>The service %1 has no policy: nobody would be paged.</source>
      <translation>Der Dienst %1 hat keinen Eskalationsplan: Niemand würde alarmiert.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>The shift changed meanwhile, so this has ended.</source>
      <translation>Die Schicht hat sich inzwischen geändert, also ist das beendet.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_case.py"></location>
      <source>The shift changed since it was asked for.</source>
      <translation>Die Schicht hat sich seit der Anfrage geändert.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review_template.py"></location>
      <source>The template has %1 characters; %2 is the most.</source>
      <translation>Die Vorlage hat %1 Zeichen; %2 ist das Höchste.</translation>
    </message>
    <message>
      <location filename="../../app/domain/review.py"></location>
      <location filename="../../app/operations/followup.py"></location>
      <source>The text has %1 characters; %2 is the most.</source>
      <translation>Der Text hat %1 Zeichen; höchstens %2 sind möglich.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>The title has %1 characters; %2 is the most.</source>
      <translation>Der Titel hat %1 Zeichen; höchstens %2 sind möglich.</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>The title has at most %1 characters, the text %2.</source>
      <translation>Der Titel hat höchstens %1 Zeichen, der Text %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker_spec.py"></location>
      <source>The tracker %1 has no token yet; expected one.</source>
      <translation>Das Ticketsystem %1 hat noch kein Token; erwartet wird eines.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>The value of %1 has line breaks or is too long for one value.</source>
      <translation>Der Wert von %1 hat Zeilenumbrüche oder ist zu lang für einen Wert.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>The work</source>
      <translation>Die Arbeit</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>The workflow “%1” asks for you.</source>
      <translation>Der Workflow „%1“ bittet um dich.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review_template.py"></location>
      <source>There are %1 templates already; remove one first.</source>
      <translation>Es gibt schon %1 Vorlagen; entferne zuerst eine.</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>There are two %1 called %2.</source>
      <translation>%1: %2 gibt es zweimal.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>There is a review of #%1 already.</source>
      <translation>Eine Nachbetrachtung von #%1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/token.py"></location>
      <source>There is a token called %1 already; revoke it first.</source>
      <translation>Ein Token namens %1 gibt es schon; widerrufe es zuerst.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>There is a tracker %1 already.</source>
      <translation>Ein Ticketsystem %1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/edit.py"></location>
      <source>There is already a %1 called %2.</source>
      <translation>%1 %2 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/channel.py"></location>
      <source>There is already a channel called %1.</source>
      <translation>Einen Kanal namens %1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/component.py"></location>
      <source>There is already a component called %1.</source>
      <translation>Eine Komponente namens %1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/stakeholder.py"></location>
      <source>There is already a group called %1.</source>
      <translation>Eine Gruppe namens %1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_view.py"></location>
      <source>There is already a page called %1.</source>
      <translation>Eine Seite namens %1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/people.py"></location>
      <source>There is already a person called %1.</source>
      <translation>Eine Person namens %1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/playbook.py"></location>
      <source>There is already a playbook called %1.</source>
      <translation>Ein Playbook namens %1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/policy.py"></location>
      <source>There is already a policy called %1.</source>
      <translation>Einen Eskalationsplan namens %1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/rota.py"></location>
      <source>There is already a schedule called %1.</source>
      <translation>Einen Plan namens %1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/writes.py"></location>
      <source>There is already a schedule called %1; expected another name.</source>
      <translation>Einen Plan namens %1 gibt es schon; erwartet wird ein anderer Name.</translation>
    </message>
    <message>
      <location filename="../../app/operations/service.py"></location>
      <source>There is already a service called %1.</source>
      <translation>Einen Dienst namens %1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/team.py"></location>
      <source>There is already a team called %1.</source>
      <translation>Ein Team namens %1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow.py"></location>
      <source>There is already a workflow called %1.</source>
      <translation>Einen Workflow namens %1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/integration.py"></location>
      <source>There is already an integration called %1.</source>
      <translation>Eine Integration namens %1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/edit.py"></location>
      <location filename="../../app/operations/workflow_act.py"></location>
      <location filename="../../app/queries/dry_run.py"></location>
      <source>There is no %1 called %2 any more.</source>
      <translation>%1 %2 gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <location filename="../../app/operations/feed.py"></location>
      <source>There is no %1 called %2%3</source>
      <translation>%1 %2 gibt es nicht%3</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>There is no %1 called %2.</source>
      <translation>%1 %2 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/queries/named.py"></location>
      <source>There is no %1 called %2.%3</source>
      <translation>%1 %2 gibt es nicht.%3</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>There is no PostgreSQL socket in %1.</source>
      <translation>In %1 gibt es keinen PostgreSQL-Socket.</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>There is no channel %1 in it; %2.</source>
      <translation>Einen Kanal %1 gibt es darin nicht; %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_call.py"></location>
      <source>There is no channel called %1 any more.</source>
      <translation>Einen Kanal namens %1 gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>There is no condition in here.</source>
      <translation>Hier steht keine Bedingung.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>There is no database %1 on %2. Make it there: createdb %3</source>
      <translation>Es gibt keine Datenbank %1 auf %2. Lege sie dort an: createdb %3</translation>
    </message>
    <message>
      <location filename="../../app/operations/drill.py"></location>
      <location filename="../../app/queries/drill.py"></location>
      <source>There is no drill %1.</source>
      <translation>Eine Übung %1 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>There is no edition %1 of this review.</source>
      <translation>Eine Fassung %1 dieser Nachbetrachtung gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/text.py"></location>
      <source>There is no event in this iCalendar file.</source>
      <translation>In dieser iCalendar-Datei gibt es keinen Termin.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_custom.py"></location>
      <source>There is no field called %1; there are: %2.</source>
      <translation>Ein Feld namens %1 gibt es nicht; es gibt: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>There is no file %1.</source>
      <translation>Es gibt keine Datei %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/attachment.py"></location>
      <source>There is no file to keep.</source>
      <translation>Es gibt keine Datei abzulegen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>There is no folder %1 to put the backup in.</source>
      <translation>Den Ordner %1 für die Sicherung gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/queries/followup.py"></location>
      <source>There is no follow-up %1.</source>
      <translation>Eine Folgeaufgabe %1 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_tell.py"></location>
      <source>There is no group called %1 any more.</source>
      <translation>Eine Gruppe namens %1 gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_update.py"></location>
      <location filename="../../app/operations/timeline.py"></location>
      <location filename="../../app/queries/clock.py"></location>
      <location filename="../../app/queries/incident_detail.py"></location>
      <location filename="../../app/queries/playbook.py"></location>
      <location filename="../../app/queries/problem.py"></location>
      <location filename="../../app/queries/similar.py"></location>
      <location filename="../../app/queries/status_update.py"></location>
      <location filename="../../app/queries/why.py"></location>
      <location filename="../../app/queries/workflow_rehearsal.py"></location>
      <source>There is no incident #%1.</source>
      <translation>Einen Vorfall #%1 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>There is no machine called %1.</source>
      <translation>Einen Rechner namens %1 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/queries/review.py"></location>
      <source>There is no one template %1; there are: %2.</source>
      <translation>Eine einzelne Vorlage %1 gibt es nicht; es gibt: %2.</translation>
    </message>
    <message>
      <location filename="../../app/queries/playbook.py"></location>
      <source>There is no playbook called %1; `watchbill playbook list` shows all.</source>
      <translation>Ein Playbook namens %1 gibt es nicht; `watchbill playbook list` zeigt alle.</translation>
    </message>
    <message>
      <location filename="../../app/queries/plan.py"></location>
      <source>There is no policy or service called %1.</source>
      <translation>Einen Eskalationsplan oder Dienst namens %1 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <location filename="../../app/queries/problem.py"></location>
      <source>There is no problem P%1.</source>
      <translation>Ein Problem P%1 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>There is no problem called %1.</source>
      <translation>Ein Problem namens %1 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_case.py"></location>
      <location filename="../../app/queries/request.py"></location>
      <source>There is no request %1.</source>
      <translation>Eine Anfrage %1 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/queries/review.py"></location>
      <source>There is no review of #%1; `watchbill review draft %2`.</source>
      <translation>Eine Nachbetrachtung von #%1 gibt es nicht; `watchbill review draft %2`.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_field.py"></location>
      <source>There is no room to talk any more</source>
      <translation>Es gibt keinen Raum zum Reden mehr</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>There is no rotation called %1 any more.</source>
      <translation>Eine Rotation namens %1 gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/queries/oncall.py"></location>
      <source>There is no schedule called %1%2</source>
      <translation>Einen Plan namens %1 gibt es nicht%2</translation>
    </message>
    <message>
      <location filename="../../app/queries/status_public.py"></location>
      <source>There is no status page called %1 that can be seen.</source>
      <translation>Eine sichtbare Statusseite namens %1 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>There is no status page called %1.</source>
      <translation>Eine Statusseite namens %1 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>There is no such incident.</source>
      <translation>Diesen Vorfall gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>There is no such person.</source>
      <translation>Diese Person gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_update.py"></location>
      <source>There is no template %1; there are: %2.</source>
      <translation>Eine Vorlage %1 gibt es nicht; es gibt: %2.</translation>
    </message>
    <message>
      <location filename="../../app/queries/workflow_update.py"></location>
      <source>There is no template called %1 any more.</source>
      <translation>Eine Vorlage namens %1 gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/queries/ticket.py"></location>
      <source>There is no ticket %1.</source>
      <translation>Ein Ticket %1 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>There is no time zone %1; expected an IANA name such as Europe/Madrid%2</source>
      <translation>Die Zeitzone %1 gibt es nicht; erwartet wird ein IANA-Name wie Europe/Madrid%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/token.py"></location>
      <source>There is no token called %1.</source>
      <translation>Ein Token namens %1 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/queries/ticket.py"></location>
      <source>There is no tracker %1; there are: %2.</source>
      <translation>Ein Ticketsystem %1 gibt es nicht; es gibt: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>There is no tracker called %1.</source>
      <translation>Ein Ticketsystem namens %1 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>There is no user %1 on %2.</source>
      <translation>Es gibt keinen Benutzer %1 auf %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>There is no workflow called %1 any more.</source>
      <translation>Einen Workflow namens %1 gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow.py"></location>
      <source>There is no workflow called %1.</source>
      <translation>Einen Workflow namens %1 gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/queries/workflow.py"></location>
      <source>There is no workflow called %1; `watchbill workflow list` shows all.</source>
      <translation>Einen Workflow namens %1 gibt es nicht; `watchbill workflow list` zeigt alle.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>There is nobody called %1 any more.</source>
      <translation>Niemand heißt mehr %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_custom.py"></location>
      <location filename="../../app/queries/plan.py"></location>
      <source>There is nobody called %1 in this team.</source>
      <translation>In diesem Team heißt niemand %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>There is nobody to ask: nobody is on call, or the team has no members.</source>
      <translation>Es gibt niemanden zu fragen: Niemand hat Bereitschaft, oder das Team hat keine Mitglieder.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>There is nobody to ask; expected people of the team.</source>
      <translation>Es gibt niemanden zu fragen; erwartet werden Personen des Teams.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>There is nobody to page on any level</source>
      <translation>Auf keiner Stufe gibt es jemanden zu alarmieren</translation>
    </message>
    <message>
      <location filename="../../app/domain/fill.py"></location>
      <source>There is nobody whom these turns could be given to.</source>
      <translation>Es gibt niemanden, dem sich diese Turnusse geben ließen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/annotation.py"></location>
      <source>There is nothing left of the note.</source>
      <translation>Von der Notiz ist nichts übrig.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>There is nothing to choose from; expected choices.</source>
      <translation>Es gibt nichts zur Wahl; erwartet werden Wahlmöglichkeiten.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident.py"></location>
      <source>There is nothing to note.</source>
      <translation>Es gibt nichts zu notieren.</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_update.py"></location>
      <source>There is nothing to say yet.</source>
      <translation>Noch gibt es nichts zu sagen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>There is nothing to say.</source>
      <translation>Es gibt nichts zu sagen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>There is nothing to try again.</source>
      <translation>Es gibt nichts noch einmal zu versuchen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>These are %1 categories; %2 is the most.</source>
      <translation>Das sind %1 Kategorien; höchstens %2 sind möglich.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>These are %1 fields; %2 is the most.</source>
      <translation>Das sind %1 Felder; höchstens %2 sind möglich.</translation>
    </message>
    <message>
      <location filename="../../app/domain/attachment.py"></location>
      <source>These are %1 files; %2 at once is the most.</source>
      <translation>Das sind %1 Dateien; höchstens %2 auf einmal sind möglich.</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>These are %1 messages; name a channel or a shorter time.</source>
      <translation>Das sind %1 Nachrichten; nenne einen Kanal oder einen kürzeren Zeitraum.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>These are more than %1 steps; make it two.</source>
      <translation>Das sind mehr als %1 Schritte; mach zwei daraus.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>These are more than %1; make it two workflows.</source>
      <translation>Das sind mehr als %1; mach zwei Workflows daraus.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>These are no hours: %1.</source>
      <translation>Das sind keine Zeiten: %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>These branches are more than %1 deep; expected a shorter way.</source>
      <translation>Diese Zweige sind mehr als %1 tief; erwartet wird ein kürzerer Weg.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>These conditions are nested more than %1 deep.</source>
      <translation>Diese Bedingungen sind mehr als %1 tief verschachtelt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>These hours need a time_zone; expected one such as Europe/Madrid.</source>
      <translation>Diese Zeiten brauchen eine time_zone; erwartet wird etwas wie Europe/Madrid.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_decision.py"></location>
      <source>They cannot take it; expected somebody else of the team.</source>
      <translation>Diese Person kann sie nicht übernehmen; erwartet wird jemand anderes aus dem Team.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>They talk at %1</source>
      <translation>Besprochen wird es hier: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>They were related already.</source>
      <translation>Sie waren schon verknüpft.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_field.py"></location>
      <source>This %1 is not there any more.</source>
      <translation>Das gibt es nicht mehr: %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>This address answers, but not as a language model does.</source>
      <translation>Diese Adresse antwortet, aber nicht wie ein Sprachmodell.</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <source>This address holds a space or a control character.</source>
      <translation>Diese Adresse enthält ein Leer- oder Steuerzeichen.</translation>
    </message>
    <message>
      <location filename="../../app/notify/address.py"></location>
      <source>This address holds a space or control character at its end or inside; %1.</source>
      <translation>Diese Adresse enthält am Ende oder innen ein Leer- oder Steuerzeichen; %1.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/archive.py"></location>
      <source>This archive is locked with a password; unpack it and pack it again.</source>
      <translation>Dieses Archiv ist mit einem Passwort geschützt; entpacke es und packe es neu.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/file.py"></location>
      <source>This archive mixes conversations of several kinds; bring in one at a time.</source>
      <translation>Dieses Archiv mischt Gespräche verschiedener Art; übernimm sie einzeln.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/archive.py"></location>
      <source>This archive unpacks to more than any conversation is; nothing was read of it.</source>
      <translation>Dieses Archiv wird entpackt größer, als ein Gespräch sein kann; nichts davon wurde gelesen.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>This branch has no condition, so the levels are never walked.</source>
      <translation>Dieser Zweig hat keine Bedingung, also werden die Stufen nie durchlaufen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/component.py"></location>
      <source>This component is not there any more.</source>
      <translation>Diese Komponente gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/operations/key.py"></location>
      <source>This database has had 255 keys; dump it and apply it to a new one.</source>
      <translation>Diese Datenbank hatte 255 Schlüssel; sichere sie mit dump und wende sie auf eine neue an.</translation>
    </message>
    <message>
      <location filename="../../app/operations/invitation.py"></location>
      <source>This database is a file on this machine; colleagues need one that all can reach. Connect to a PostgreSQL first.</source>
      <translation>Diese Datenbank ist eine Datei auf diesem Rechner; Kollegen brauchen eine, die alle erreichen. Verbinde dich zuerst mit einem PostgreSQL.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>This database is not empty; `--replace` puts the backup in place of all it holds.</source>
      <translation>Diese Datenbank ist nicht leer; `--replace` setzt die Sicherung an die Stelle von allem, was sie enthält.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This delay is out of range; expected 0s to 30d.</source>
      <translation>Diese Verzögerung liegt außerhalb; erwartet wird 0s bis 30d.</translation>
    </message>
    <message>
      <location filename="../../app/operations/publish.py"></location>
      <source>This draft changes nothing.</source>
      <translation>Dieser Entwurf ändert nichts.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This ends before it starts; expected a later day.</source>
      <translation>Das endet, bevor es beginnt; erwartet wird ein späterer Tag.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This ends before it starts; expected a later end, or none.</source>
      <translation>Das endet, bevor es beginnt; erwartet wird ein späteres Ende oder keines.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This ends before it starts; expected a later end.</source>
      <translation>Das endet, bevor es beginnt; erwartet wird ein späteres Ende.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This ends before it starts; expected a later time, or null.</source>
      <translation>Das endet, bevor es beginnt; erwartet wird eine spätere Zeit oder null.</translation>
    </message>
    <message>
      <location filename="../../app/operations/annotation.py"></location>
      <source>This entry of the timeline is not there.</source>
      <translation>Diesen Eintrag im Verlauf gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/read.py"></location>
      <source>This file comes to more than %1 happenings; expected fewer.</source>
      <translation>Diese Datei ergibt mehr als %1 Termine; erwartet werden weniger.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/text.py"></location>
      <source>This file has %1 bytes; expected at most %2.</source>
      <translation>Diese Datei hat %1 Bytes; erwartet werden höchstens %2.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/text.py"></location>
      <source>This file has %1 events; expected at most %2.</source>
      <translation>Diese Datei hat %1 Termine; erwartet werden höchstens %2.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/message.py"></location>
      <source>This file has more than %1 messages; export a shorter time.</source>
      <translation>Diese Datei hat mehr als %1 Nachrichten; exportiere einen kürzeren Zeitraum.</translation>
    </message>
    <message>
      <location filename="../../app/queries/attachment.py"></location>
      <source>This file is not there.</source>
      <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <location filename="../../app/domain/problem.py"></location>
      <source>This has %1 characters; expected at most %2.</source>
      <translation>Das hat %1 Zeichen; erwartet werden höchstens %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>This holds a character that cannot be shown; expected plain text.</source>
      <translation>Das enthält ein Zeichen, das sich nicht zeigen lässt; erwartet wird einfacher Text.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/text.py"></location>
      <source>This iCalendar file breaks off: its last line should be END:VCALENDAR.</source>
      <translation>Diese iCalendar-Datei bricht ab: Ihre letzte Zeile müsste END:VCALENDAR sein.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/text.py"></location>
      <source>This iCalendar file cannot be read: %1</source>
      <translation>Diese iCalendar-Datei lässt sich nicht lesen: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>This incident was merged into another.</source>
      <translation>Dieser Vorfall ist in einem anderen aufgegangen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/integration.py"></location>
      <source>This integration was taken out meanwhile.</source>
      <translation>Diese Integration wurde inzwischen entfernt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>This is PostgreSQL %1; Watchbill needs %2 or newer.</source>
      <translation>Das ist PostgreSQL %1; Watchbill braucht %2 oder neuer.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_call.py"></location>
      <source>This is a drill: nothing left the house.</source>
      <translation>Das ist eine Übung: Nichts ging hinaus.</translation>
    </message>
    <message>
      <location filename="../../app/operations/contact.py"></location>
      <source>This is a test. Pages will reach you here; nothing needs to be done.</source>
      <translation>Das ist ein Test. Alarmierungen erreichen dich hier; es ist nichts zu tun.</translation>
    </message>
    <message>
      <location filename="../../app/operations/channel.py"></location>
      <source>This is a test. What concerns this room will be written here; nothing needs to be done.</source>
      <translation>Dies ist ein Test. Was diesen Raum betrifft, wird hier stehen; es ist nichts zu tun.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This is about every day; expected weekdays, or days from and to.</source>
      <translation>Das betrifft jeden Tag; erwartet werden Wochentage oder Tage von und bis.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>This is longer than %1 characters.</source>
      <translation>Das ist länger als %1 Zeichen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>This is no %1: no JSON came back.</source>
      <translation>Das ist kein %1: Es kam kein JSON zurück.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>This is no address to talk at; expected https://… or tel:…</source>
      <translation>Das ist keine Adresse zum Reden; erwartet wird https://… oder tel:…</translation>
    </message>
    <message>
      <location filename="../../app/notify/address.py"></location>
      <source>This is no address; %1.</source>
      <translation>Das ist keine Adresse; %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>This is no address; expected one line without spaces.</source>
      <translation>Das ist keine Adresse; erwartet wird eine Zeile ohne Leerzeichen.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/file.py"></location>
      <source>This is no conversation that can be read; expected a Slack export (.zip), a Teams export (.json or .zip) or mails (.eml, .mbox).</source>
      <translation>Das ist kein lesbares Gespräch; erwartet wird ein Slack-Export (.zip), ein Teams-Export (.json oder .zip) oder Mails (.eml, .mbox).</translation>
    </message>
    <message>
      <location filename="../../app/store.py"></location>
      <source>This is no database address; expected sqlite:///FILE or postgresql://user@host/name.</source>
      <translation>Das ist keine Datenbankadresse; erwartet wird sqlite:///FILE oder postgresql://user@host/name.</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>This is no e-mail address; expected one such as ana@example.org.</source>
      <translation>Das ist keine E-Mail-Adresse; erwartet wird etwas wie ana@example.org.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/text.py"></location>
      <source>This is no iCalendar file: it does not begin with BEGIN:VCALENDAR.</source>
      <translation>Das ist keine iCalendar-Datei: Sie beginnt nicht mit BEGIN:VCALENDAR.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/text.py"></location>
      <source>This is no iCalendar file: it is not UTF-8 text.</source>
      <translation>Das ist keine iCalendar-Datei: Sie ist kein UTF-8-Text.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This is no key; expected 32 letters, digits, '-' or '_', or none to make one.</source>
      <translation>Das ist kein Schlüssel; erwartet werden 32 Buchstaben, Ziffern, '-' oder '_', oder nichts, um einen zu erzeugen.</translation>
    </message>
    <message>
      <location filename="../../app/notify/mailbox.py"></location>
      <source>This is no mailbox; %1.</source>
      <translation>Das ist kein Postfach; %1.</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <source>This is no web address; %1.</source>
      <translation>Das ist keine Webadresse; %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>This is no web address; expected one such as https://example.org/in.</source>
      <translation>Das ist keine Webadresse; erwartet wird etwas wie https://example.org/in.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/archive.py"></location>
      <source>This is no zip archive that can be read.</source>
      <translation>Das ist kein lesbares ZIP-Archiv.</translation>
    </message>
    <message>
      <location filename="../../app/keys.py"></location>
      <source>This is not a Watchbill key: expected `1:` and 44 characters of base64.</source>
      <translation>Das ist kein Watchbill-Schlüssel: Erwartet wird `1:` und 44 Zeichen base64.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>This is out of range; expected more than 0s, to 30d.</source>
      <translation>Das liegt außerhalb; erwartet wird mehr als 0s, bis 30d.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>This is over: the past cannot be changed.</source>
      <translation>Das ist vorbei: Die Vergangenheit lässt sich nicht ändern.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <location filename="../../app/operations/integration.py"></location>
      <source>This is the key of %1 too; expected one of its own.</source>
      <translation>Das ist auch der Schlüssel von %1; erwartet wird ein eigener.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>This level notifies nobody and will be passed over.</source>
      <translation>Diese Stufe benachrichtigt niemanden und wird übergangen.</translation>
    </message>
    <message>
      <location filename="../../app/queries/plan.py"></location>
      <source>This lies too close to the end of the calendar (year 9999).</source>
      <translation>Das liegt zu nah am Ende des Kalenders (Jahr 9999).</translation>
    </message>
    <message>
      <location filename="../../app/notify/mailbox.py"></location>
      <source>This mailbox has no user or no password; %1.</source>
      <translation>Dieses Postfach hat keinen Benutzer oder kein Passwort; %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>This note is too long; expected at most %1 characters.</source>
      <translation>Diese Notiz ist zu lang; erwartet werden höchstens %1 Zeichen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>This person</source>
      <translation>Diese Person</translation>
    </message>
    <message>
      <location filename="../../app/operations/notice_delivery.py"></location>
      <source>This person has left.</source>
      <translation>Diese Person ist nicht mehr im Team.</translation>
    </message>
    <message>
      <location filename="../../app/operations/notice_delivery.py"></location>
      <source>This person has no contact.</source>
      <translation>Diese Person hat keinen Kontakt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>This playbook was not started here.</source>
      <translation>Dieses Playbook wurde hier nicht gestartet.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>This policy has no level; expected at least one.</source>
      <translation>Dieser Eskalationsplan hat keine Stufe; erwartet wird mindestens eine.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This rest is out of range; expected 0m to 7d.</source>
      <translation>Diese Ruhe liegt außerhalb; erwartet wird 0m bis 7d.</translation>
    </message>
    <message>
      <location filename="../../app/domain/review.py"></location>
      <location filename="../../app/operations/assistant.py"></location>
      <source>This review has no section %1; it has: %2.</source>
      <translation>Diese Nachbetrachtung hat keinen Abschnitt %1; sie hat: %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/review.py"></location>
      <source>This review is %1 already.</source>
      <translation>Diese Nachbetrachtung ist schon %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This rotation is empty; expected at least one person or nobody.</source>
      <translation>Diese Rotation ist leer; erwartet wird mindestens eine Person oder nobody.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_run.py"></location>
      <source>This run is not there any more.</source>
      <translation>Diesen Lauf gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/operations/draft.py"></location>
      <location filename="../../app/operations/pager.py"></location>
      <location filename="../../app/operations/request.py"></location>
      <location filename="../../app/operations/rota.py"></location>
      <location filename="../../app/queries/draft.py"></location>
      <source>This schedule was taken out meanwhile.</source>
      <translation>Dieser Plan wurde inzwischen entfernt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <location filename="../../app/operations/play.py"></location>
      <source>This step is not there any more.</source>
      <translation>Diesen Schritt gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <source>This step runs nothing; it is for people.</source>
      <translation>Dieser Schritt führt nichts aus; er ist für Menschen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/task.py"></location>
      <source>This task is not there any more.</source>
      <translation>Diese Aufgabe gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>This template cannot be filled in: %1.</source>
      <translation>Diese Vorlage lässt sich nicht ausfüllen: %1.</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>This template cannot be filled in: a value is misused.</source>
      <translation>Diese Vorlage lässt sich nicht ausfüllen: Ein Wert wird falsch verwendet.</translation>
    </message>
    <message>
      <location filename="../../app/operations/update_template.py"></location>
      <source>This template is empty.</source>
      <translation>Diese Vorlage ist leer.</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>This template is nested too deeply.</source>
      <translation>Diese Vorlage ist zu tief verschachtelt.</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>This template makes a text that is too long.</source>
      <translation>Aus dieser Vorlage entsteht ein zu langer Text.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>This ticket is linked already.</source>
      <translation>Dieses Ticket ist schon verknüpft.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>This ticket is not there any more.</source>
      <translation>Dieses Ticket gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/operations/snooze.py"></location>
      <source>This time has passed; say when it should come back.</source>
      <translation>Diese Zeit ist vergangen; sag, wann er zurückkommen soll.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>This time is out of range; expected 30s to 30d.</source>
      <translation>Diese Zeit liegt außerhalb; erwartet wird 30s bis 30d.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>This time is over, or it ends before it begins.</source>
      <translation>Diese Zeit ist vorbei, oder sie endet, bevor sie beginnt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <location filename="../../app/operations/tracker.py"></location>
      <source>This tracker is not there any more.</source>
      <translation>Dieses Ticketsystem gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>This user</source>
      <translation>Dieser Benutzer</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>This wait is out of range; expected 0s to 30d.</source>
      <translation>Diese Wartezeit liegt außerhalb; erwartet wird 0s bis 30d.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>This wait is out of range; expected 30d at most.</source>
      <translation>Diese Wartezeit liegt außerhalb; erwartet werden höchstens 30d.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>This was declined already.</source>
      <translation>Das wurde schon abgelehnt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>This was settled already.</source>
      <translation>Das wurde schon geklärt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>This was taken back.</source>
      <translation>Das wurde zurückgenommen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_run.py"></location>
      <source>This workflow is not there any more.</source>
      <translation>Diesen Workflow gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>This would change nothing.</source>
      <translation>Das würde nichts ändern.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket_turn.py"></location>
      <source>Ticket %1 in %2: %3</source>
      <translation>Ticket %1 in %2: %3</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>Ticket %1 is not followed any more</source>
      <translation>Ticket %1 wird nicht mehr gefolgt</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Time to acknowledge</source>
      <translation>Zeit bis zur Quittierung</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Time to detect</source>
      <translation>Zeit bis zur Erkennung</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Time to mitigate</source>
      <translation>Zeit bis zur Eindämmung</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Time to resolve</source>
      <translation>Zeit bis zur Behebung</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Time to resolve, open incidents included</source>
      <translation>Zeit bis zur Behebung, mit offenen Vorfällen</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source>Time-out: %1</source>
      <translation>Time-out: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Told %1.</source>
      <translation>%1 informiert.</translation>
    </message>
    <message>
      <location filename="../../app/operations/page_more.py"></location>
      <source>Told %1; somebody has it already.%2</source>
      <translation>%1 informiert; jemand ist schon zuständig.%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>Too many ask just now; please take the feed instead.</source>
      <translation>Gerade fragen zu viele; bitte nimm stattdessen den Feed.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>Took it%1</source>
      <translation>Übernommen%1</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker_spec.py"></location>
      <source>Tracker %1: %2</source>
      <translation>Ticketsystem %1: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>Until %1 UTC.</source>
      <translation>Bis %1 UTC.</translation>
    </message>
    <message>
      <location filename="../../app/operations/publish.py"></location>
      <source>Version %1 does not fit any more: %2</source>
      <translation>Version %1 passt nicht mehr: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/publish.py"></location>
      <source>Version %1 restored</source>
      <translation>Version %1 wiederhergestellt</translation>
    </message>
    <message>
      <location filename="../../app/operations/proof.py"></location>
      <source>Watchbill contact test</source>
      <translation>Watchbill-Kontakttest</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_step.py"></location>
      <source>Watchbill could not do this; see its log.</source>
      <translation>Watchbill konnte das nicht tun; siehe sein Protokoll.</translation>
    </message>
    <message>
      <location filename="../../app/operations/contact.py"></location>
      <source>Watchbill test</source>
      <translation>Watchbill-Test</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>WebHook URL (issues: created, updated, deleted)</source>
      <translation>WebHook URL (issues: created, updated, deleted)</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Webhooks: URL (pipeline events)</source>
      <translation>Webhooks: URL (pipeline events)</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>Week of %1</source>
      <translation>Woche ab %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/release.py"></location>
      <source>What came is no release file: %1.</source>
      <translation>Was kam, ist keine Versionsdatei: %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/release.py"></location>
      <source>What came is not signed with the project's key; it is ignored.</source>
      <translation>Was kam, ist nicht mit dem Schlüssel des Projekts signiert; es wird nicht beachtet.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>What this ticket is about is not there any more.</source>
      <translation>Worum es in diesem Ticket geht, gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <source>What would be run has changed meanwhile; look at it again.</source>
      <translation>Was ausgeführt würde, hat sich inzwischen geändert; sieh es dir noch einmal an.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>When %1</source>
      <translation>Sobald %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>When it happens</source>
      <translation>Wann es geschieht</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>Where is your %1? Such as https://team.atlassian.net.</source>
      <translation>Wo ist dein %1? Etwa https://team.atlassian.net.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>Which database is it?</source>
      <translation>Welche Datenbank ist es?</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>Which machine is PostgreSQL on?</source>
      <translation>Auf welchem Rechner läuft PostgreSQL?</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>Which model? As its server calls it.</source>
      <translation>Welches Modell? So, wie sein Server es nennt.</translation>
    </message>
    <message>
      <location filename="../../app/queries/ticket.py"></location>
      <source>Which tracker? There are: %1.</source>
      <translation>Welches Ticketsystem? Es gibt: %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/dispatch.py"></location>
      <source>Whom it was for is not told any more.</source>
      <translation>Für wen es war, wird nicht mehr informiert.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Work is Monday to Friday 8 to 18, sleep is 22 to 6, everything else is off: on the wall clock of the person's own zone. Pages that failed or were cancelled interrupt nobody.</source>
      <translation>Arbeit ist Montag bis Freitag 8 bis 18, Schlaf 22 bis 6, alles andere ist frei: nach der Wanduhr in der Zone der Person. Alarmierungen, die fehlschlugen oder abgebrochen wurden, unterbrechen niemanden.</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <source>Work-around of P%1: %2</source>
      <translation>Workaround von P%1: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>Work-around: %1</source>
      <translation>Workaround: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>Write the %1 between two lines of three back-ticks: ```.</source>
      <translation>Schreib %1 zwischen zwei Zeilen aus drei Backticks: ```.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>Write the message below the heading.</source>
      <translation>Schreib die Nachricht unter die Überschrift.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>Write the text, or choose a template.</source>
      <translation>Schreib den Text oder wähle eine Vorlage.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>Write the text.</source>
      <translation>Schreib den Text.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_answer.py"></location>
      <source>You accepted. %1</source>
      <translation>Du hast angenommen. %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>You acknowledged “%1” after %2. Nothing is asked of you.</source>
      <translation>Du hast „%1“ nach %2 quittiert. Von dir wird nichts erwartet.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>You already have it.</source>
      <translation>Du hast es schon übernommen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>You are on call for %1 already.</source>
      <translation>Du hast schon Bereitschaft für %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>You can only give away shifts of your own; a manager can for others.</source>
      <translation>Du kannst nur eigene Schichten abgeben; die Führung kann es für andere.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>You declined it already.</source>
      <translation>Du hast es schon abgelehnt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_answer.py"></location>
      <source>You declined.</source>
      <translation>Du hast abgelehnt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>You did not take the pager of %1.</source>
      <translation>Du hast den Pager von %1 nicht übernommen.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>You help %1 with #%2 now.</source>
      <translation>Du hilfst %1 jetzt bei #%2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>You were not asked.</source>
      <translation>Du wurdest nicht gefragt.</translation>
    </message>
    <message>
      <location filename="../../app/operations/bridge.py"></location>
      <source>Your team has named no place to talk; give a link.</source>
      <translation>Dein Team hat keinen Ort zum Reden genannt; gib einen Link an.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>Your team writes down a reason for this: say why in a few words.</source>
      <translation>Dein Team hält dafür einen Grund fest: Sag in ein paar Worten, warum.</translation>
    </message>
    <message>
      <location filename="../../app/domain/redaction.py"></location>
      <source>[%1 masked]</source>
      <translation>[%1 unkenntlich]</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>a %1 is set</source>
      <translation>gesetzt: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>a %1 such as %2:%3</source>
      <translation>%1, etwa %2:%3</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a file is added</source>
      <translation>eine Datei hinzukommt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a further alert joins it</source>
      <translation>ein weiterer Alarm dazukommt</translation>
    </message>
    <message>
      <location filename="../../app/operations/integration.py"></location>
      <source>a key was made</source>
      <translation>ein Schlüssel wurde erzeugt</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>a loop goes over components: {% for each in components %}.</source>
      <translation>Eine Schleife geht über components: {% for each in components %}.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a message is brought in</source>
      <translation>eine Nachricht übernommen wird</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a page fails at every contact</source>
      <translation>eine Alarmierung bei jedem Kontakt fehlschlägt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a person declares an incident</source>
      <translation>eine Person einen Vorfall meldet</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a playbook is started</source>
      <translation>ein Playbook gestartet wird</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>a playbook is under way</source>
      <translation>ein Playbook läuft</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a status update is posted</source>
      <translation>eine Statusmeldung gesendet wird</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a step of a playbook fails</source>
      <translation>ein Schritt eines Playbooks fehlschlägt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a step of a playbook is late</source>
      <translation>ein Schritt eines Playbooks überfällig ist</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>a step: {do: ..., ...}</source>
      <translation>ein Schritt: {do: ..., ...}</translation>
    </message>
    <message>
      <location filename="../../app/queries/spec.py"></location>
      <source>a stored branch has a session</source>
      <translation>ein gespeicherter Zweig hat eine Sitzung</translation>
    </message>
    <message>
      <location filename="../../app/queries/spec.py"></location>
      <source>a target names exactly one thing</source>
      <translation>ein Ziel nennt genau eines</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a task is added</source>
      <translation>eine Aufgabe hinzukommt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a task is done</source>
      <translation>eine Aufgabe erledigt ist</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>a time such as 10m</source>
      <translation>eine Zeit wie 10m</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>a workflow with a name, when and then</source>
      <translation>ein Workflow mit Namen, when und then</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>a year before</source>
      <translation>ein Jahr davor</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>accepted</source>
      <translation>angenommen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>acknowledge</source>
      <translation>quittieren</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>acknowledge it</source>
      <translation>ihn quittieren</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>acknowledged</source>
      <translation>quittiert</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>acknowledged by whoever was paged - first page to them</source>
      <translation>Quittierung durch eine alarmierte Person - erste Alarmierung an sie</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>actor</source>
      <translation>Urheber</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>add affected service</source>
      <translation>betroffenen Dienst hinzufügen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>add dependent services</source>
      <translation>abhängige Dienste hinzufügen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>add every service that depends on it</source>
      <translation>jeden davon abhängigen Dienst hinzufügen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>add flag</source>
      <translation>Hinweis hinzufügen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>add follow-up</source>
      <translation>Folgeaufgabe hinzufügen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>add link</source>
      <translation>Link hinzufügen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>add note</source>
      <translation>Notiz hinzufügen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>add task</source>
      <translation>Aufgabe hinzufügen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>add the affected service %1</source>
      <translation>den betroffenen Dienst %1 hinzufügen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>add the follow-up “%1”%2%3</source>
      <translation>Folgeaufgabe „%1“%2%3 hinzufügen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>add the link “%1”</source>
      <translation>Link „%1“ hinzufügen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>add the task “%1”%2%3</source>
      <translation>Aufgabe „%1“%2%3 hinzufügen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>address</source>
      <translation>Adresse</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>affected</source>
      <translation>betroffene Dienste</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>affected services changed</source>
      <translation>betroffene Dienste geändert</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>after</source>
      <translation>nachher</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>after %1, </source>
      <translation>nach %1, </translation>
    </message>
    <message>
      <location filename="../../app/domain/effect.py"></location>
      <source>after a full round</source>
      <translation>nach einer vollen Runde</translation>
    </message>
    <message>
      <location filename="../../app/domain/effect.py"></location>
      <source>after this shift</source>
      <translation>nach dieser Schicht</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>age</source>
      <translation>Alter</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>alert joins</source>
      <translation>Alarm kommt dazu</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>alert over</source>
      <translation>Alarm vorbei</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>alerts</source>
      <translation>Alarme</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>alerts / incidents; pages without action / pages</source>
      <translation>Alarme / Vorfälle; Alarmierungen ohne Handlung / Alarmierungen</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>all of %1</source>
      <translation>alles aus %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/last_resort.py"></location>
      <source>all people</source>
      <translation>alle Personen</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>an %1 is set</source>
      <translation>gesetzt: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>an action</source>
      <translation>eine Aktion</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>an address</source>
      <translation>eine Adresse</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>an address that is kept</source>
      <translation>eine gespeicherte Adresse</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>an alert of it is over</source>
      <translation>einer seiner Alarme vorbei ist</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>an alert opens an incident</source>
      <translation>ein Alarm einen Vorfall eröffnet</translation>
    </message>
    <message>
      <location filename="../../app/calendars/crowd.py"></location>
      <location filename="../../app/calendars/event.py"></location>
      <source>an event without a name</source>
      <translation>ein Ereignis ohne Namen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>an incident is opened</source>
      <translation>ein Vorfall eröffnet wird</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge_override.py"></location>
      <location filename="../../app/operations/publish.py"></location>
      <source>and %1 more</source>
      <translation>und %1 weitere</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>and then</source>
      <translation>und dann</translation>
    </message>
    <message>
      <location filename="../../app/operations/edition.py"></location>
      <source>as it was before versions were kept</source>
      <translation>wie es war, bevor Versionen aufbewahrt wurden</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>ask for a yes, then run “%1”</source>
      <translation>nach Zustimmung „%1“ ausführen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>assign role</source>
      <translation>Rolle vergeben</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>before</source>
      <translation>vorher</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>begin its review</source>
      <translation>seine Nachbetrachtung beginnen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>begin review</source>
      <translation>Nachbetrachtung beginnen</translation>
    </message>
    <message>
      <location filename="../../app/domain/similar.py"></location>
      <source>both say %1</source>
      <translation>beide sagen %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>by now</source>
      <translation>bisher</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>call %1 (%2)</source>
      <translation>%1 aufrufen (%2)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>call %1 for help</source>
      <translation>%1 zu Hilfe rufen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>call webhook</source>
      <translation>Webhook aufrufen</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>called off, %1</source>
      <translation>abgebrochen, %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>category</source>
      <translation>Kategorie</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook.py"></location>
      <source>category %1</source>
      <translation>Kategorie %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>category changed</source>
      <translation>Kategorie geändert</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>change the title to “%1”</source>
      <translation>den Titel ändern in „%1“</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>channel %1</source>
      <translation>Kanal %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../models/kinds.py"></location>
      <source>closed</source>
      <translation>geschlossen</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>communications lead</source>
      <translation>Kommunikation</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>connection failed: </source>
      <translation>Verbindung fehlgeschlagen: </translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>contact of this person</source>
      <translation>Kontakt dieser Person</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>count of incidents by weekday and hour of their creation</source>
      <translation>Anzahl der Vorfälle nach Wochentag und Stunde, in der sie angelegt wurden</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>count of incidents created in the window</source>
      <translation>Anzahl der im Fenster angelegten Vorfälle</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge.py"></location>
      <source>count of turns</source>
      <translation>Zählweise der Turnusse</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>create bridge</source>
      <translation>Raum eröffnen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>create ticket</source>
      <translation>Ticket anlegen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>declared by a person</source>
      <translation>von einer Person gemeldet</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../models/kinds.py"></location>
      <source>declined</source>
      <translation>abgelehnt</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>deputy</source>
      <translation>Stellvertretung</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>describe it as “%1”</source>
      <translation>beschreiben als „%1“</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>description</source>
      <translation>Beschreibung</translation>
    </message>
    <message>
      <location filename="../../app/operations/dispatch.py"></location>
      <source>dispatch %1</source>
      <translation>Versand %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>does not support SSL</source>
      <translation>unterstützt kein SSL</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>drill</source>
      <translation>Übung</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>end the playbooks under way</source>
      <translation>die laufenden Playbooks beenden</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>ends with</source>
      <translation>endet mit</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>escalate</source>
      <translation>eskalieren</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>escalate it</source>
      <translation>ihn eskalieren</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>escalated</source>
      <translation>eskaliert</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>every</source>
      <translation>alle</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge.py"></location>
      <source>every %1 %2 from %3</source>
      <translation>je %1 %2 ab %3</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_alert.py"></location>
      <source>every alert is resolved</source>
      <translation>jeder Alarm ist behoben</translation>
    </message>
    <message>
      <location filename="../../app/domain/escalation.py"></location>
      <source>everybody here has acknowledged already</source>
      <translation>hier haben alle schon quittiert</translation>
    </message>
    <message>
      <location filename="../../app/notify/sender.py"></location>
      <source>expected a mail address of Apprise such as mailtos://user:word@smtp.example.org</source>
      <translation>erwartet wird eine Mailadresse von Apprise wie mailtos://user:word@smtp.example.org</translation>
    </message>
    <message>
      <location filename="../../app/domain/restriction_text.py"></location>
      <source>expected a time of day such as "20:00"</source>
      <translation>erwartet wird eine Uhrzeit wie "20:00"</translation>
    </message>
    <message>
      <location filename="../../app/notify/address.py"></location>
      <source>expected an Apprise address such as ntfy://ntfy.sh/topic or mailto://user:word@example.org</source>
      <translation>erwartet wird eine Apprise-Adresse wie ntfy://ntfy.sh/topic oder mailto://user:word@example.org</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <source>expected an address such as https://hc.example.org/ping/...</source>
      <translation>erwartet wird eine Adresse wie https://hc.example.org/ping/...</translation>
    </message>
    <message>
      <location filename="../../app/notify/mailbox.py"></location>
      <source>expected imaps://user:word@host, or imap:// without encryption</source>
      <translation>erwartet wird imaps://user:word@host, oder imap:// ohne Verschlüsselung</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>failed%1, %2</source>
      <translation>fehlgeschlagen%1, %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/fill_slots.py"></location>
      <source>fair fill</source>
      <translation>faire Verteilung</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>file added</source>
      <translation>Datei hinzugefügt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>flag “%1”</source>
      <translation>Hinweis „%1“</translation>
    </message>
    <message>
      <location filename="../../app/queries/followup.py"></location>
      <source>follow-up days</source>
      <translation>Fristen der Folgeaufgaben</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook.py"></location>
      <source>for any incident</source>
      <translation>für alle Vorfälle</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>free the role %1</source>
      <translation>die Rolle %1 freigeben</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>give back</source>
      <translation>zurückgeben</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>give it back</source>
      <translation>ihn zurückgeben</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>given back</source>
      <translation>zurückgegeben</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>go on</source>
      <translation>weiter</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>group %1</source>
      <translation>Gruppe %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>hand it to %1</source>
      <translation>ihn an %1 weitergeben</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>hand to</source>
      <translation>weitergeben an</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>handed over</source>
      <translation>weitergegeben</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>has %1 of rest between two shifts, %2 is the least</source>
      <translation>hat %1 Ruhe zwischen zwei Schichten, %2 sind das Mindeste</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>has begun</source>
      <translation>hat begonnen</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>has left and is still planned</source>
      <translation>ist nicht mehr im Team und noch eingeplant</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>high</source>
      <translation>hoch</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>hours in which a person was on call, each hour once</source>
      <translation>Stunden, in denen eine Person Bereitschaft hatte, jede Stunde einmal</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>how long it has lasted</source>
      <translation>wie lange er schon dauert</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>http call</source>
      <translation>HTTP-Aufruf</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../models/kinds.py"></location>
      <source>identified</source>
      <translation>Ursache bekannt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>impact</source>
      <translation>Auswirkung</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>impact changed</source>
      <translation>Auswirkung geändert</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>impact started</source>
      <translation>Beginn der Auswirkung</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>in the future</source>
      <translation>in der Zukunft</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>in the timeline</source>
      <translation>im Verlauf</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>incident commander</source>
      <translation>Einsatzleitung</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>incidents whose cause came within 30 (90) days before / incidents whose cause is known</source>
      <translation>Vorfälle, deren Ursache in den 30 (90) Tagen davor auftrat / Vorfälle mit bekannter Ursache</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>infrastructure outage</source>
      <translation>Infrastrukturausfall</translation>
    </message>
    <message>
      <location filename="../../app/operations/release.py"></location>
      <source>inside %1</source>
      <translation>innen %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>integration %1</source>
      <translation>Integration %1</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>investigating</source>
      <translation>in Untersuchung</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>is greater than</source>
      <translation>ist größer als</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>is less than</source>
      <translation>ist kleiner als</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>is milder than</source>
      <translation>ist milder als</translation>
    </message>
    <message>
      <location filename="../../app/queries/ticket.py"></location>
      <source>is not there any more</source>
      <translation>gibt es nicht mehr</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>is on call %1 days running, %2 is the most</source>
      <translation>hat %1 Tage am Stück Bereitschaft, höchstens %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>is on call %1 in seven days, %2 is the most</source>
      <translation>hat %1 in sieben Tagen Bereitschaft, höchstens %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>is on call %1 nights running, %2 is the most</source>
      <translation>hat %1 Nächte am Stück Bereitschaft, höchstens %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>is on call and has no contact to be paged at</source>
      <translation>hat Bereitschaft und keinen Kontakt zum Alarmieren</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>is on call for %1 at the same time, for %2</source>
      <translation>hat zugleich Bereitschaft für %1, für %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>is on call for %1 of time off%2</source>
      <translation>hat Bereitschaft während %1 Abwesenheit%2</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>is on call on a public holiday (%1)</source>
      <translation>hat Bereitschaft an einem Feiertag (%1)</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>is over</source>
      <translation>ist vorbei</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>is planned</source>
      <translation>ist geplant</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>is worse than</source>
      <translation>ist schlimmer als</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it begins on a day and ends at a time; expected both of one kind</source>
      <translation>er beginnt an einem Tag und endet zu einer Uhrzeit; erwartet wird beides von derselben Art</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it ends after the end of the calendar</source>
      <translation>er endet nach dem Ende des Kalenders</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it ends before it starts</source>
      <translation>er endet, bevor er beginnt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_rehearsal.py"></location>
      <source>it ends here</source>
      <translation>er endet hier</translation>
    </message>
    <message>
      <location filename="../../app/operations/delivery.py"></location>
      <source>it failed (%1).</source>
      <translation>es schlug fehl (%1).</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it gets better (severity)</source>
      <translation>er besser wird (Schweregrad)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it gets worse (severity)</source>
      <translation>er schlimmer wird (Schweregrad)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it has been open for</source>
      <translation>er offen ist seit</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it has no DTSTART, so nobody knows when it is</source>
      <translation>er hat kein DTSTART, also weiß niemand, wann er ist</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it has no end, so it takes no time</source>
      <translation>er hat kein Ende, also dauert er nicht</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it has two repetition rules (RRULE); expected one</source>
      <translation>er hat zwei Wiederholungsregeln (RRULE); erwartet wird eine</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>it is %1 (%2)</source>
      <translation>es ist %1 (%2)</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>it is a drill</source>
      <translation>es ist eine Übung</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is accepted from triage</source>
      <translation>er aus der Sichtung angenommen wird</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>it is another hour</source>
      <translation>es ist eine andere Stunde</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is closed</source>
      <translation>er geschlossen wird</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is declined</source>
      <translation>er abgelehnt wird</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is escalated</source>
      <translation>er eskaliert wird</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is given back</source>
      <translation>er zurückgegeben wird</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is handed to somebody</source>
      <translation>er an jemanden weitergegeben wird</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is mitigated</source>
      <translation>er eingedämmt ist</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>it is no drill</source>
      <translation>es ist keine Übung</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>it is not its time yet</source>
      <translation>seine Zeit ist noch nicht gekommen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is open, every</source>
      <translation>er offen ist, alle</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>it is over</source>
      <translation>es ist vorbei</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is reopened</source>
      <translation>er wieder geöffnet wird</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is resolved</source>
      <translation>er behoben ist</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>it is within the hours</source>
      <translation>es ist innerhalb der Zeiten</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it needs one %1 that is a time</source>
      <translation>er braucht ein %1, das eine Zeit ist</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_rehearsal.py"></location>
      <source>it ran %1 times within an hour already</source>
      <translation>er lief schon %1-mal innerhalb einer Stunde</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it repeats %1; expected FREQ to be one of %2</source>
      <translation>er wiederholt %1; erwartet wird als FREQ eines von %2</translation>
    </message>
    <message>
      <location filename="../../app/notify/send.py"></location>
      <source>it was not accepted.</source>
      <translation>es wurde nicht angenommen.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>its %1 cannot be read (%2)</source>
      <translation>sein %1 lässt sich nicht lesen (%2)</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>its %1 lies outside the years %2 to %3</source>
      <translation>sein %1 liegt außerhalb der Jahre %2 bis %3</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>its DURATION is no length of time</source>
      <translation>seine DURATION ist keine Dauer</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>its address</source>
      <translation>ihre Adresse</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its category changes</source>
      <translation>seine Kategorie sich ändert</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_rehearsal.py"></location>
      <source>its conditions hold no more (%1)</source>
      <translation>seine Bedingungen gelten nicht mehr (%1)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its impact is described</source>
      <translation>seine Auswirkung beschrieben wird</translation>
    </message>
    <message>
      <location filename="../../app/operations/rota.py"></location>
      <source>its record is kept</source>
      <translation>seine Aufzeichnung bleibt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its review is begun</source>
      <translation>seine Nachbetrachtung begonnen wird</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its review is published</source>
      <translation>seine Nachbetrachtung veröffentlicht wird</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its service changes</source>
      <translation>sein Dienst sich ändert</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its severity changes</source>
      <translation>sein Schweregrad sich ändert</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its stage changes</source>
      <translation>seine Phase sich ändert</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its title changes</source>
      <translation>sein Titel sich ändert</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its urgency changes</source>
      <translation>seine Dringlichkeit sich ändert</translation>
    </message>
    <message>
      <location filename="../../app/operations/rota.py"></location>
      <source>keeps who is on call now: %1</source>
      <translation>behält, wer jetzt Bereitschaft hat: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/integration.py"></location>
      <source>kept for its alerts</source>
      <translation>für ihre Alarme aufbewahrt</translation>
    </message>
    <message>
      <location filename="../../app/operations/service.py"></location>
      <source>kept for its incidents</source>
      <translation>für seine Vorfälle aufbewahrt</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>last month</source>
      <translation>letzter Monat</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>last quarter</source>
      <translation>letztes Quartal</translation>
    </message>
    <message>
      <location filename="../../app/operations/last_resort.py"></location>
      <location filename="../../app/queries/told.py"></location>
      <source>last resort</source>
      <translation>letzte Instanz</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>last year</source>
      <translation>letztes Jahr</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>late %1 %2</source>
      <translation>spät %1 %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>length</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <location filename="../../app/queries/told.py"></location>
      <location filename="../../app/queries/why.py"></location>
      <source>level %1</source>
      <translation>Stufe %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>line %1: %2</source>
      <translation>Zeile %1: %2</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>line %1: %2 cannot be used: %3.</source>
      <translation>Zeile %1: %2 ist nicht verwendbar: %3.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/crowd.py"></location>
      <source>line %1: %2 is not known%3.</source>
      <translation>Zeile %1: %2 ist nicht bekannt%3.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/crowd.py"></location>
      <source>line %1: %2 names nobody who is known%3.</source>
      <translation>Zeile %1: %2 nennt niemanden, der bekannt ist%3.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>link problem</source>
      <translation>Problem verknüpfen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>link the problem %1</source>
      <translation>das Problem %1 verknüpfen</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>low</source>
      <translation>niedrig</translation>
    </message>
    <message>
      <location filename="../../app/domain/escalation.py"></location>
      <source>low urgency waits for working hours</source>
      <translation>niedrige Dringlichkeit wartet auf die Arbeitszeit</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>lower severity</source>
      <translation>Schweregrad senken</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>lower the severity by one</source>
      <translation>den Schweregrad um eins senken</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>maintenance cancelled</source>
      <translation>Wartung abgesagt</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>maintenance ended</source>
      <translation>Wartung beendet</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>make %1 %2</source>
      <translation>%1 zuweisen: %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>make a ticket in %1</source>
      <translation>ein Ticket anlegen in %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>median %1</source>
      <translation>Median %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>median %1, p90 %2</source>
      <translation>Median %1, p90 %2</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>merged</source>
      <translation>zusammengeführt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>message brought in</source>
      <translation>Nachricht übernommen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>message channel</source>
      <translation>Nachricht an Kanal</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>misconfiguration or access</source>
      <translation>Fehlkonfiguration oder Zugriff</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>mitigated</source>
      <translation>eingedämmt</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>monitoring</source>
      <translation>unter Beobachtung</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>more than half are still open</source>
      <translation>mehr als die Hälfte ist noch offen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>most similar</source>
      <translation>am ähnlichsten</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>move it to %1</source>
      <translation>die Phase setzen auf %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../app/queries/readiness.py"></location>
      <source>never proven</source>
      <translation>nie bestätigt</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>no %1 is set</source>
      <translation>nicht gesetzt: %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/readiness.py"></location>
      <source>no contact</source>
      <translation>kein Kontakt</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>no filter %1 here; only %2.</source>
      <translation>Den Filter %1 gibt es hier nicht, nur %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>no members</source>
      <translation>keine Mitglieder</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>no news for</source>
      <translation>nichts Neues seit</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>no news for %1 since it was acknowledged</source>
      <translation>seit %1 nichts Neues nach der Quittierung</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_trigger.py"></location>
      <location filename="../../app/operations/page.py"></location>
      <source>no other contact</source>
      <translation>kein anderer Kontakt</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>no password supplied</source>
      <translation>kein Passwort angegeben</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>no pg_hba.conf entry</source>
      <translation>kein Eintrag in pg_hba.conf</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>no playbook is under way</source>
      <translation>kein Playbook läuft</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation.py"></location>
      <source>no policy</source>
      <translation>kein Eskalationsplan</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>no reason was given</source>
      <translation>es wurde kein Grund genannt</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>no service</source>
      <translation>kein Dienst</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>nobody answers for</source>
      <translation>keine Antwort seit</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>nobody could be reached</source>
      <translation>niemand erreicht werden konnte</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>nobody has answered for</source>
      <translation>niemand geantwortet hat seit</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>nobody has it</source>
      <translation>niemand ist zuständig</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>nobody has it yet</source>
      <translation>noch ist niemand zuständig</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>nobody has said anything for</source>
      <translation>niemand etwas gesagt hat seit</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>nobody is on call next</source>
      <translation>als Nächstes hat niemand Bereitschaft</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>nobody knows whether it came, %1</source>
      <translation>niemand weiß, ob es ankam, %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>nobody on call</source>
      <translation>niemand hat Bereitschaft</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>nobody reached</source>
      <translation>niemand erreicht</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>nobody to notify</source>
      <translation>niemand zu benachrichtigen</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>nobody was on call before</source>
      <translation>zuvor hatte niemand Bereitschaft</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_custom.py"></location>
      <source>none yet</source>
      <translation>noch keine</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>none, it is no question</source>
      <translation>keine, es ist keine Frage</translation>
    </message>
    <message>
      <location filename="../../app/operations/people.py"></location>
      <source>not active any more; kept for the record</source>
      <translation>nicht mehr aktiv; bleibt aufgezeichnet</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>note added</source>
      <translation>Notiz hinzugefügt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>note “%1”</source>
      <translation>Notiz „%1“</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>nothing yet</source>
      <translation>noch nichts</translation>
    </message>
    <message>
      <location filename="../../app/operations/notice_delivery.py"></location>
      <source>notice %1</source>
      <translation>Hinweis %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>notify stakeholders</source>
      <translation>Gruppen informieren</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>number</source>
      <translation>Zahl</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>off hours</source>
      <translation>Freizeit</translation>
    </message>
    <message>
      <location filename="../../app/domain/keep.py"></location>
      <source>on call when the rotation was changed</source>
      <translation>hatte Bereitschaft, als die Rotation geändert wurde</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>on the status page</source>
      <translation>auf der Statusseite</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>on this service</source>
      <translation>bei diesem Dienst</translation>
    </message>
    <message>
      <location filename="../../app/queries/duty.py"></location>
      <source>on-call rates</source>
      <translation>Bereitschaftssätze</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>one other</source>
      <translation>einer anderen</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_answer.py"></location>
      <source>only people can be asked</source>
      <translation>nur Personen lassen sich fragen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>open a bridge to talk</source>
      <translation>einen Raum zum Reden eröffnen</translation>
    </message>
    <message>
      <location filename="../../app/operations/task.py"></location>
      <source>open again</source>
      <translation>wieder offen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>open another incident “%1”</source>
      <translation>einen weiteren Vorfall eröffnen: „%1“</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>open for</source>
      <translation>offen seit</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>open incident</source>
      <translation>Vorfall eröffnen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <location filename="../../app/queries/workflow_fact.py"></location>
      <source>open tasks</source>
      <translation>offene Aufgaben</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>opened</source>
      <translation>eröffnet</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>opened by an alert</source>
      <translation>durch einen Alarm eröffnet</translation>
    </message>
    <message>
      <location filename="../../app/domain/difference.py"></location>
      <source>order of %1s</source>
      <translation>Reihenfolge der %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/difference.py"></location>
      <source>order of overrides</source>
      <translation>Reihenfolge der Ausnahmen</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>other</source>
      <translation>Sonstiges</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>our status page</source>
      <translation>unsere Statusseite</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>owner</source>
      <translation>zuständig</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>page</source>
      <translation>alarmieren</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>page %1</source>
      <translation>%1 alarmieren</translation>
    </message>
    <message>
      <location filename="../../app/operations/delivery.py"></location>
      <source>page %1%2</source>
      <translation>Alarmierung %1%2</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>page by the policy %1</source>
      <translation>nach dem Eskalationsplan %1 alarmieren</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>page failed</source>
      <translation>Alarmierung fehlgeschlagen</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>pages to one person, those within ten minutes of the last counted once</source>
      <translation>Alarmierungen einer Person; was binnen zehn Minuten nach der letzten kommt, zählt einmal</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>people, not a %1</source>
      <translation>Personen, nicht %1</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>performance</source>
      <translation>Leistung</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>person</source>
      <translation>Person</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>playbook</source>
      <translation>Playbook</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>playbook started</source>
      <translation>Playbook gestartet</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>playbook step failed</source>
      <translation>Playbook-Schritt fehlgeschlagen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>playbook step late</source>
      <translation>Playbook-Schritt überfällig</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>policy</source>
      <translation>Eskalationsplan</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>policy %1 (a branch)</source>
      <translation>Eskalationsplan %1 (ein Zweig)</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>policy %1 (last resort)</source>
      <translation>Eskalationsplan %1 (letzte Instanz)</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>policy %1 (level %2)</source>
      <translation>Eskalationsplan %1 (Stufe %2)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>post a public update%1%2%3%4</source>
      <translation>eine öffentliche Meldung senden%1%2%3%4</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>post an internal update%1%2%3%4</source>
      <translation>eine interne Meldung senden%1%2%3%4</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>post an update%1%2%3%4</source>
      <translation>eine Meldung senden%1%2%3%4</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>post internal update</source>
      <translation>interne Meldung senden</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>post public update</source>
      <translation>öffentliche Meldung senden</translation>
    </message>
    <message>
      <location filename="../../app/queries/readiness.py"></location>
      <source>proven long ago</source>
      <translation>lange her</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>raise severity</source>
      <translation>Schweregrad erhöhen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>raise the severity by one</source>
      <translation>den Schweregrad um eins erhöhen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>relate incident</source>
      <translation>Vorfall verknüpfen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>relate it to the incident most like it</source>
      <translation>mit dem ähnlichsten Vorfall verknüpfen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>relate it to what is open in the same category</source>
      <translation>mit dem verknüpfen, was in derselben Kategorie offen ist</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>relate it to what is open on the same service</source>
      <translation>mit dem verknüpfen, was am selben Dienst offen ist</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>related</source>
      <translation>verknüpft</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>release role</source>
      <translation>Rolle abgeben</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>remove affected service</source>
      <translation>betroffenen Dienst entfernen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>reopen</source>
      <translation>wieder öffnen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>reopen it</source>
      <translation>ihn wieder öffnen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>reopened</source>
      <translation>wieder geöffnet</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>request responders</source>
      <translation>Helfer anfordern</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>resolve</source>
      <translation>beheben</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>resolve it</source>
      <translation>ihn beheben</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../models/kinds.py"></location>
      <source>resolved</source>
      <translation>behoben</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>review begun</source>
      <translation>Nachbetrachtung begonnen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>review published</source>
      <translation>Nachbetrachtung veröffentlicht</translation>
    </message>
    <message>
      <location filename="../../app/queries/review.py"></location>
      <source>review templates</source>
      <translation>Vorlagen der Nachbetrachtung</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>role</source>
      <translation>Rolle</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>role given</source>
      <translation>Rolle vergeben</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>role given up</source>
      <translation>Rolle abgegeben</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge.py"></location>
      <source>rotation %1</source>
      <translation>Rotation %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_step.py"></location>
      <source>run %1 step %2 time %3</source>
      <translation>Lauf %1 Schritt %2 Mal %3</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>run command</source>
      <translation>Befehl ausführen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>said</source>
      <translation>Gesagtes</translation>
    </message>
    <message>
      <location filename="../../app/domain/similar.py"></location>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/queries/problem.py"></location>
      <source>same category</source>
      <translation>gleiche Kategorie</translation>
    </message>
    <message>
      <location filename="../../app/domain/similar.py"></location>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/queries/problem.py"></location>
      <source>same service</source>
      <translation>gleicher Dienst</translation>
    </message>
    <message>
      <location filename="../../app/operations/sample.py"></location>
      <source>sample team: nothing was sent</source>
      <translation>Beispielteam: nichts wurde gesendet</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>schedule %1</source>
      <translation>Plan %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>schedule %1 (a shadow)</source>
      <translation>Plan %1 (ein Begleiter)</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>schedule %1 (an override)</source>
      <translation>Plan %1 (eine Ausnahme)</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>schedule %1 (rotation %2)</source>
      <translation>Plan %1 (Rotation %2)</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>scribe</source>
      <translation>Protokoll</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>security or data leak</source>
      <translation>Sicherheit oder Datenleck</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>sent at %1%2</source>
      <translation>gesendet um %1%2</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>service</source>
      <translation>Dienst</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook.py"></location>
      <location filename="../../app/domain/uses.py"></location>
      <source>service %1</source>
      <translation>Dienst %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>service changed</source>
      <translation>Dienst geändert</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <location filename="../../app/queries/workflow_fact.py"></location>
      <source>service kind</source>
      <translation>Art des Dienstes</translation>
    </message>
    <message>
      <location filename="../../app/domain/similar.py"></location>
      <source>service of a like name</source>
      <translation>Dienst mit ähnlichem Namen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>set %1 to “%2”</source>
      <translation>%1 setzen auf „%2“</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set category</source>
      <translation>Kategorie setzen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set description</source>
      <translation>Beschreibung setzen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set field</source>
      <translation>Feld setzen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set impact</source>
      <translation>Auswirkung setzen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set service</source>
      <translation>Dienst setzen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set severity</source>
      <translation>Schweregrad setzen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set stage</source>
      <translation>Phase setzen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>set the category to %1</source>
      <translation>die Kategorie setzen auf %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>set the service to %1</source>
      <translation>den Dienst setzen auf %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>set the severity to %1</source>
      <translation>den Schweregrad setzen auf %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>set the urgency to %1</source>
      <translation>die Dringlichkeit setzen auf %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set title</source>
      <translation>Titel setzen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set urgency</source>
      <translation>Dringlichkeit setzen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>severity</source>
      <translation>Schweregrad</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook.py"></location>
      <source>severity %1</source>
      <translation>Schweregrad %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>severity changed</source>
      <translation>Schweregrad geändert</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>severity lowered</source>
      <translation>Schweregrad gesenkt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>severity raised</source>
      <translation>Schweregrad erhöht</translation>
    </message>
    <message>
      <location filename="../../app/domain/difference.py"></location>
      <source>shadow %1 %2%3</source>
      <translation>Begleiter %1 %2%3</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>silence</source>
      <translation>Stille</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>snooze</source>
      <translation>zurückstellen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>snooze it for %1</source>
      <translation>ihn für %1 zurückstellen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>somebody acknowledges it</source>
      <translation>jemand ihn quittiert</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>somebody adds a note</source>
      <translation>jemand eine Notiz hinzufügt</translation>
    </message>
    <message>
      <location filename="../../app/queries/world.py"></location>
      <source>somebody deleted</source>
      <translation>jemand Gelöschtes</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>somebody gets a role</source>
      <translation>jemand eine Rolle bekommt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>somebody gives a role up</source>
      <translation>jemand eine Rolle abgibt</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>somebody has it</source>
      <translation>jemand ist zuständig</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>somebody starts it by hand</source>
      <translation>jemand ihn von Hand startet</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_rota.py"></location>
      <source>somebody takes it</source>
      <translation>jemand übernimmt sie</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>source</source>
      <translation>Quelle</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>stage</source>
      <translation>Phase</translation>
    </message>
    <message>
      <location filename="../../app/queries/glimpse.py"></location>
      <source>stage IN (%1)</source>
      <translation>stage IN (%1)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>stage changed</source>
      <translation>Phase geändert</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>start best playbook</source>
      <translation>bestes Playbook starten</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>start playbook</source>
      <translation>Playbook starten</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>start the playbook %1</source>
      <translation>das Playbook %1 starten</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>start the playbook that fits best</source>
      <translation>das am besten passende Playbook starten</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>start the workflow %1</source>
      <translation>den Workflow %1 starten</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>start workflow</source>
      <translation>Workflow starten</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>started by hand</source>
      <translation>von Hand gestartet</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>starts with</source>
      <translation>beginnt mit</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>state the impact “%1”</source>
      <translation>die Auswirkung angeben: „%1“</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_page.py"></location>
      <location filename="../../app/start.py"></location>
      <source>status page</source>
      <translation>Statusseite</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>stop here</source>
      <translation>hier enden</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>stop playbooks</source>
      <translation>Playbooks beenden</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>subject expert</source>
      <translation>Fachkraft</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>subscriber %1</source>
      <translation>Abonnent %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>sum over kinds of hours x rate</source>
      <translation>Summe über die Arten aus Stunden x Satz</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>take back</source>
      <translation>zurücknehmen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>take out the affected service %1</source>
      <translation>den betroffenen Dienst %1 entfernen</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge_override.py"></location>
      <source>taken out: </source>
      <translation>entfernt: </translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>task added</source>
      <translation>Aufgabe hinzugefügt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>task done</source>
      <translation>Aufgabe erledigt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>team</source>
      <translation>Team</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>team %1</source>
      <translation>Team %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>tell</source>
      <translation>informieren</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>tell %1 “%2”</source>
      <translation>%1 informieren: „%2“</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>template</source>
      <translation>Vorlage</translation>
    </message>
    <message>
      <location filename="../../app/operations/proof.py"></location>
      <source>test %1 %2</source>
      <translation>Test %1 %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/proof.py"></location>
      <source>test %1 week %2-%3</source>
      <translation>Test %1 Woche %2-%3</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>text</source>
      <translation>Text</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>the %1 of its repetition is %2; expected 1 or more</source>
      <translation>%1 seiner Wiederholung ist %2; erwartet wird 1 oder mehr</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>the affected services change</source>
      <translation>die betroffenen Dienste sich ändern</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>the cause is identified</source>
      <translation>die Ursache bekannt wird</translation>
    </message>
    <message>
      <location filename="../../app/operations/page.py"></location>
      <source>the channel</source>
      <translation>der Kanal</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>the channel is gone</source>
      <translation>den Kanal gibt es nicht mehr</translation>
    </message>
    <message>
      <location filename="../../app/operations/claim.py"></location>
      <source>the engine ended while it was sending; it may have arrived.</source>
      <translation>die Engine endete während des Sendens; es kann angekommen sein.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>the event %1</source>
      <translation>der Termin %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>the group %1</source>
      <translation>die Gruppe %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_rehearsal.py"></location>
      <source>the incident is %1 by then</source>
      <translation>der Vorfall ist dann %1</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>the incident's number</source>
      <translation>die Nummer des Vorfalls</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>the last resort</source>
      <translation>die letzte Instanz</translation>
    </message>
    <message>
      <location filename="../../app/queries/notice.py"></location>
      <source>the last resort (%1)</source>
      <translation>die letzte Instanz (%1)</translation>
    </message>
    <message>
      <location filename="../../app/operations/last_resort.py"></location>
      <source>the managers of %1</source>
      <translation>die Führung von %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/last_resort.py"></location>
      <source>the members of %1</source>
      <translation>die Mitglieder von %1</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>the name of the status page</source>
      <translation>der Name der Statusseite</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>the parts of the status page it touches: name and state each</source>
      <translation>die betroffenen Teile der Statusseite, je mit Name und Zustand</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>the period before</source>
      <translation>der Zeitraum davor</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>the service, as we call it</source>
      <translation>der Dienst, wie wir ihn nennen</translation>
    </message>
    <message>
      <location filename="../../app/operations/snooze.py"></location>
      <source>the snooze is over</source>
      <translation>die Zurückstellung ist vorbei</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>the time zone %1 is neither known nor defined in the file</source>
      <translation>die Zeitzone %1 ist weder bekannt noch in der Datei definiert</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>their names with commas</source>
      <translation>ihre Namen, durch Kommas getrennt</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>there are %1%2</source>
      <translation>gibt es %1%2</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>there is no %1; there are: %2.</source>
      <translation>%1 gibt es nicht, nur: %2.</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>third-party failure</source>
      <translation>Ausfall bei Dritten</translation>
    </message>
    <message>
      <location filename="../../app/notify/send.py"></location>
      <source>this address</source>
      <translation>diese Adresse</translation>
    </message>
    <message>
      <location filename="../../app/operations/claim.py"></location>
      <source>this contact was removed.</source>
      <translation>dieser Kontakt wurde entfernt.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_rehearsal.py"></location>
      <source>this lies ahead (%1 from now)</source>
      <translation>das liegt noch vor uns (in %1)</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>this month</source>
      <translation>dieser Monat</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>this quarter</source>
      <translation>dieses Quartal</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>this year</source>
      <translation>dieses Jahr</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>title</source>
      <translation>Titel</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>title changed</source>
      <translation>Titel geändert</translation>
    </message>
    <message>
      <location filename="../../app/domain/similar.py"></location>
      <source>titles spelled alike</source>
      <translation>ähnlich geschriebene Titel</translation>
    </message>
    <message>
      <location filename="../../app/queries/pager.py"></location>
      <source>took the pager</source>
      <translation>Pager übernommen</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>triage</source>
      <translation>in Sichtung</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>trigger, such as “opened”</source>
      <translation>Auslöser, etwa „opened“</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>turn down</source>
      <translation>ablehnen</translation>
    </message>
    <message>
      <location filename="../../app/operations/task.py"></location>
      <source>under way</source>
      <translation>in Arbeit</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>update posted</source>
      <translation>Meldung gesendet</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>urgency</source>
      <translation>Dringlichkeit</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>urgency changed</source>
      <translation>Dringlichkeit geändert</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>use policy</source>
      <translation>Eskalationsplan anwenden</translation>
    </message>
    <message>
      <location filename="../../app/queries/ticket.py"></location>
      <source>waits for the engine to make it</source>
      <translation>wartet, bis die Engine es anlegt</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>webhook_configs: url</source>
      <translation>webhook_configs: url</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>what customers notice</source>
      <translation>was Kunden bemerken</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>what it does</source>
      <translation>was er tut</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>what it is called</source>
      <translation>wie er heißt</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>what sets it off</source>
      <translation>was ihn auslöst</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>when it began, on the page's clock</source>
      <translation>wann er begann, nach der Uhr der Seite</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>when the next update is due, on the page's clock</source>
      <translation>wann die nächste Meldung fällig ist, nach der Uhr der Seite</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>where it stands, in words for customers</source>
      <translation>wie es steht, in Worten für Kunden</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>who leads the communication</source>
      <translation>wer die Kommunikation leitet</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>whoever has it</source>
      <translation>die zuständige Person</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>whoever is on call for %1</source>
      <translation>die Bereitschaft von %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge_override.py"></location>
      <source>without %1</source>
      <translation>ohne %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>word</source>
      <translation>Wort</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>workflow</source>
      <translation>Workflow</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_turn.py"></location>
      <source>workflow %1</source>
      <translation>Workflow %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>workflow “%1” (step %2)</source>
      <translation>Workflow „%1“ (Schritt %2)</translation>
    </message>
    <message>
      <location filename="../../app/queries/workflow_update.py"></location>
      <source>would be refused: %1</source>
      <translation>würde abgelehnt: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>write “%1” to %2</source>
      <translation>„%1“ schreiben an %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>yes or no</source>
      <translation>ja oder nein</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>{every: 10m, until: ...}</source>
      <translation>{every: 10m, until: ...}</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>{from: ..., to: ...}</source>
      <translation>{from: ..., to: ...}</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>{of: alert joins, at_least: 5, within: 10m}</source>
      <translation>{of: alert joins, at_least: 5, within: 10m}</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>“%1:” is unknown here; did you mean “%2:”?</source>
      <translation>„%1:“ ist hier unbekannt; meintest du „%2:“?</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>“%1” begins with a dash and would be taken for an option.</source>
      <translation>„%1“ beginnt mit einem Strich und würde für eine Option gehalten.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>“%1” came %2 times or more in %3 %4</source>
      <translation>„%1“ kam %2-mal oder öfter in %3 %4</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>“%1” is no kind of step%2 The kinds are %3.</source>
      <translation>„%1“ ist keine Art von Schritt%2 Die Arten sind %3.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>“%1” is no later step%2 Write its title, or end.</source>
      <translation>„%1“ ist kein späterer Schritt%2 Schreib seinen Titel, oder end.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>“%1” is no length of time; write 90s, 5m or 2h.</source>
      <translation>„%1“ ist keine Dauer; schreib 90s, 5m oder 2h.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>“%1” is none of: %2.</source>
      <translation>„%1“ ist nichts davon: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>“%1” is running; wait until it has ended.</source>
      <translation>„%1“ läuft; warte, bis es zu Ende ist.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>“%1” is under way in #%2 already.</source>
      <translation>„%1“ läuft in #%2 schon.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>“%1” lies %2.</source>
      <translation>„%1“ liegt %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>“%1” lies before “%2”.</source>
      <translation>„%1“ liegt vor „%2“.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>“%1” needs %2.</source>
      <translation>„%1“ braucht %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>“%1” needs a shell: add the line “Shell: yes”.</source>
      <translation>„%1“ braucht eine Shell: Füge die Zeile „Shell: yes“ hinzu.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>“%1” stands here twice.</source>
      <translation>„%1“ steht hier zweimal.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>“%1” takes no %2.</source>
      <translation>„%1“ nimmt kein %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>“%1” was %2%3 already.</source>
      <translation>„%1“ war schon %2%3.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>… and %1 earlier</source>
      <translation>… und %1 frühere</translation>
    </message>
  </context>
  <context>
    <name>ScheduleMenu</name>
    <message>
      <location filename="../../ui/schedules/schedule_menu.py"></location>
      <source>%1 schedules</source>
      <translation>%1 Pläne</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/schedule_menu.py"></location>
      <source>All schedules</source>
      <translation>Alle Pläne</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/schedule_menu.py"></location>
      <source>Schedule</source>
      <translation>Plan</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/schedule_menu.py"></location>
      <source>Show together</source>
      <translation>Zusammen zeigen</translation>
    </message>
  </context>
  <context>
    <name>SchedulesPage</name>
    <message>
      <location filename="../../ui/schedules/page.py"></location>
      <source>Clocks do not change in this span</source>
      <translation>In diesem Zeitraum wird die Uhr nicht umgestellt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/page.py"></location>
      <source>Rota</source>
      <translation>Dienstplan</translation>
    </message>
  </context>
  <context>
    <name>Score</name>
    <message>
      <location filename="../../ui/widgets/score.py"></location>
      <source>Acknowledged</source>
      <translation>Quittiert</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/score.py"></location>
      <source>First note</source>
      <translation>Erste Notiz</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/score.py"></location>
      <source>First role given</source>
      <translation>Erste Rolle vergeben</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/score.py"></location>
      <source>Resolved</source>
      <translation>Behoben</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/score.py"></location>
      <source>after %1 (%2 expected), by %3</source>
      <translation>nach %1 (erwartet: %2), von %3</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/score.py"></location>
      <source>not done, within %1</source>
      <translation>nicht erfolgt, binnen %1</translation>
    </message>
  </context>
  <context>
    <name>SearchButton</name>
    <message>
      <location filename="../../ui/shell/topbar.py"></location>
      <source>Search or run anything</source>
      <translation>Alles suchen oder ausführen</translation>
    </message>
  </context>
  <context>
    <name>SearchField</name>
    <message>
      <location filename="../../ui/widgets/search.py"></location>
      <source>Search</source>
      <translation>Suchen</translation>
    </message>
  </context>
  <context>
    <name>SectionCard</name>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Comment on “%1”</source>
      <translation>„%1“ kommentieren</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Preview</source>
      <translation>Vorschau</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Say something about this section</source>
      <translation>Sag etwas zu diesem Abschnitt</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Somebody changed this section meanwhile; Cancel shows theirs.</source>
      <translation>Jemand hat diesen Abschnitt inzwischen geändert; Abbrechen zeigt die andere Fassung.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Suggest…</source>
      <translation>Vorschlagen…</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Write “%1”</source>
      <translation>„%1“ schreiben</translation>
    </message>
  </context>
  <context>
    <name>SenderView</name>
    <message>
      <location filename="../../ui/services/sender.py"></location>
      <source>%1 taken · %2 dropped · %3 refused</source>
      <translation>%1 angenommen · %2 verworfen · %3 abgewiesen</translation>
    </message>
    <message>
      <location filename="../../ui/services/sender.py"></location>
      <source>Nothing was heard yet</source>
      <translation>Noch wurde nichts gehört</translation>
    </message>
    <message>
      <location filename="../../ui/services/sender.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/services/sender.py"></location>
      <source>Renew key</source>
      <translation>Schlüssel erneuern</translation>
    </message>
    <message>
      <location filename="../../ui/services/sender.py"></location>
      <source>The old key stops working at once; the sender needs the new one.</source>
      <translation>Der alte Schlüssel gilt sofort nicht mehr; der Sender braucht den neuen.</translation>
    </message>
    <message>
      <location filename="../../ui/services/sender.py"></location>
      <source>What it sends is refused from then on; its alerts stay.</source>
      <translation>Was er sendet, wird von da an abgewiesen; seine Alarme bleiben.</translation>
    </message>
  </context>
  <context>
    <name>SendersSection</name>
    <message>
      <location filename="../../ui/services/senders.py"></location>
      <source>Add integration</source>
      <translation>Integration hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/services/senders.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/services/senders.py"></location>
      <source>Integrations</source>
      <translation>Integrationen</translation>
    </message>
    <message>
      <location filename="../../ui/services/senders.py"></location>
      <source>It speaks</source>
      <translation>Format</translation>
    </message>
    <message>
      <location filename="../../ui/services/senders.py"></location>
      <source>Make its address</source>
      <translation>Adresse erzeugen</translation>
    </message>
    <message>
      <location filename="../../ui/services/senders.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/services/senders.py"></location>
      <source>Nothing sends alerts for this service yet.</source>
      <translation>Noch sendet nichts Alarme für diesen Dienst.</translation>
    </message>
  </context>
  <context>
    <name>ServiceEditor</name>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Add it again</source>
      <translation>Wieder hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Discard</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>New service</source>
      <translation>Neuer Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Nothing pages for it from then on. Its incidents stay on record.</source>
      <translation>Von da an alarmiert nichts mehr für ihn. Seine Vorfälle bleiben aufgezeichnet.</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Save mine</source>
      <translation>Meins speichern</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Show theirs</source>
      <translation>Andere Fassung zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Somebody changed this service.</source>
      <translation>Jemand hat diesen Dienst geändert.</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>This service was taken out meanwhile.</source>
      <translation>Dieser Dienst wurde inzwischen entfernt.</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>What you typed is not saved yet.</source>
      <translation>Was du getippt hast, ist noch nicht gespeichert.</translation>
    </message>
  </context>
  <context>
    <name>ServiceForm</name>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Depends on</source>
      <translation>Hängt ab von</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Description</source>
      <translation>Beschreibung</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Escalation policy</source>
      <translation>Eskalationsplan</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Kind</source>
      <translation>Art</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>No policy: nobody is paged</source>
      <translation>Kein Eskalationsplan: niemand wird alarmiert</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>No team</source>
      <translation>Kein Team</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Nothing of ours</source>
      <translation>Nichts von uns</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Per cent of time it shall work.</source>
      <translation>Prozent der Zeit, in der er funktionieren soll.</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>SLO</source>
      <translation>SLO</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Team</source>
      <translation>Team</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>This is no number; expected one such as 99.9.</source>
      <translation>Das ist keine Zahl; erwartet wird etwas wie 99.9.</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>What it does, and who is hurt when it fails</source>
      <translation>Was er tut, und wen es trifft, wenn er ausfällt</translation>
    </message>
  </context>
  <context>
    <name>ServiceLevels</name>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>No service is in the catalogue yet.</source>
      <translation>Noch ist kein Dienst im Katalog.</translation>
    </message>
  </context>
  <context>
    <name>ServicesPage</name>
    <message>
      <location filename="../../ui/services/page.py"></location>
      <source>A service is what can break: a site, a database, a provider.</source>
      <translation>Ein Dienst ist, was ausfallen kann: eine Website, eine Datenbank, ein Anbieter.</translation>
    </message>
    <message>
      <location filename="../../ui/services/page.py"></location>
      <source>Add service</source>
      <translation>Dienst hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/services/page.py"></location>
      <source>Add the first service</source>
      <translation>Ersten Dienst hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/services/page.py"></location>
      <source>Alerts arrive for a service, and its policy says who is paged.</source>
      <translation>Alarme kommen für einen Dienst an, und sein Eskalationsplan sagt, wer alarmiert wird.</translation>
    </message>
    <message>
      <location filename="../../ui/services/page.py"></location>
      <source>Choose a service.</source>
      <translation>Wähle einen Dienst.</translation>
    </message>
    <message>
      <location filename="../../ui/services/page.py"></location>
      <source>Filter services</source>
      <translation>Dienste filtern</translation>
    </message>
    <message>
      <location filename="../../ui/services/page.py"></location>
      <source>Services</source>
      <translation>Dienste</translation>
    </message>
  </context>
  <context>
    <name>Settings</name>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>%1 changed</source>
      <translation>%1 geändert</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>%1 new</source>
      <translation>%1 neu</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>%1 removed</source>
      <translation>%1 entfernt</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>%1 things are wrong in this file, so nothing of it can be applied.</source>
      <translation>%1 Dinge sind in dieser Datei falsch, darum kann nichts davon angewandt werden.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>A topic that is hard to guess: who knows it can read it.</source>
      <translation>Ein Thema, das schwer zu erraten ist: Wer es kennt, kann mitlesen.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>A user of its own, the server, and the room.</source>
      <translation>Ein eigener Benutzer, der Server und der Raum.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Another severity</source>
      <translation>Anderer Schweregrad</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Another stage</source>
      <translation>Andere Phase</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Any address that Apprise knows, about 120 services.</source>
      <translation>Jede Adresse, die Apprise kennt, etwa 120 Dienste.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Any of several</source>
      <translation>Mehrere zur Wahl</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Anything else</source>
      <translation>Etwas anderes</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Category</source>
      <translation>Kategorie</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Channel</source>
      <translation>Kanal</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Component</source>
      <translation>Komponente</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Date</source>
      <translation>Datum</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Declining</source>
      <translation>Ablehnen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Field</source>
      <translation>Feld</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Group</source>
      <translation>Gruppe</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Incidents</source>
      <translation>Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Integration</source>
      <translation>Integration</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Line %1, column %2: %3</source>
      <translation>Zeile %1, Spalte %2: %3</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Link</source>
      <translation>Link</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Mailing list</source>
      <translation>Mailingliste</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Merging</source>
      <translation>Zusammenführen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Nothing is changed yet. It would be: %1.</source>
      <translation>Noch ist nichts geändert. Es wäre: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Nothing to change: all of it is so already.</source>
      <translation>Nichts zu ändern: Alles ist schon so.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Nothing uses it yet.</source>
      <translation>Noch nutzt ihn nichts.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Number</source>
      <translation>Zahl</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>One of several</source>
      <translation>Eins zur Wahl</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Person</source>
      <translation>Person</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Policy</source>
      <translation>Eskalationsplan</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Reopening</source>
      <translation>Wieder öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Resolving</source>
      <translation>Beheben</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Schedule</source>
      <translation>Plan</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Sent. Look whether it arrived.</source>
      <translation>Gesendet. Sieh nach, ob es angekommen ist.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Service</source>
      <translation>Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Setting</source>
      <translation>Einstellung</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Snoozing</source>
      <translation>Zurückstellen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Something is wrong in this file, so nothing of it can be applied.</source>
      <translation>In dieser Datei ist etwas falsch, darum kann nichts davon angewandt werden.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Status page</source>
      <translation>Statusseite</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Team</source>
      <translation>Team</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Text</source>
      <translation>Text</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>The address of a workflow “when a webhook request is received”, as it is.</source>
      <translation>Die Adresse eines Workflows „Beim Empfang einer Webhook-Anforderung“, unverändert.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>The mailbox it is sent from, and after “to=” the list.</source>
      <translation>Das Postfach, aus dem gesendet wird, und nach „to=“ die Liste.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>The server and the token at the end of an incoming webhook.</source>
      <translation>Der Server und das Token am Ende eines eingehenden Webhooks.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>The token of a bot that is in the chat, and the number of the chat.</source>
      <translation>Das Token eines Bots, der im Chat ist, und die Nummer des Chats.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>The webhook that the room's settings give you, as it is.</source>
      <translation>Der Webhook aus den Einstellungen des Raums, unverändert.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Tracker</source>
      <translation>Ticketsystem</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Used by %1.</source>
      <translation>Genutzt von %1.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Workflow</source>
      <translation>Workflow</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>changed</source>
      <translation>geändert</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>new</source>
      <translation>neu</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>note</source>
      <translation>Hinweis</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>removed</source>
      <translation>entfernt</translation>
    </message>
  </context>
  <context>
    <name>SettingsForm</name>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Hand-offs follow the clock of this zone.</source>
      <translation>Übergaben folgen der Uhr dieser Zone.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Limits</source>
      <translation>Grenzen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>No team</source>
      <translation>Kein Team</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>None</source>
      <translation>Keins</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Public holidays</source>
      <translation>Feiertage</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Region</source>
      <translation>Region</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Shadows</source>
      <translation>Begleiter</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Shifts beyond these are marked while you plan; nothing is forbidden.</source>
      <translation>Schichten darüber hinaus werden beim Planen markiert; verboten ist nichts.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Team</source>
      <translation>Team</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>There is already a schedule called %1.</source>
      <translation>Einen Plan namens %1 gibt es schon.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Time zone</source>
      <translation>Zeitzone</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Told what those on call are told, never escalated to.</source>
      <translation>Erfahren dasselbe wie die Bereitschaft, ohne dass zu ihnen eskaliert wird.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Whole country</source>
      <translation>Ganzes Land</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>primary</source>
      <translation>primary</translation>
    </message>
  </context>
  <context>
    <name>SettingsPage</name>
    <message>
      <location filename="../../ui/settings/page.py"></location>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/page.py"></location>
      <source>Team</source>
      <translation>Team</translation>
    </message>
    <message>
      <location filename="../../ui/settings/page.py"></location>
      <source>This machine</source>
      <translation>Dieser Rechner</translation>
    </message>
  </context>
  <context>
    <name>SeverityButton</name>
    <message>
      <location filename="../../ui/incidents/severity_button.py"></location>
      <source>Severity %1</source>
      <translation>Schweregrad %1</translation>
    </message>
  </context>
  <context>
    <name>SeverityMatrix</name>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>How bad is it, and for how many customers?</source>
      <translation>Wie schlimm ist es, und für wie viele Kunden?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>How bad is it?</source>
      <translation>Wie schlimm ist es?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>When in doubt, take the worse one; it can be changed at any time.</source>
      <translation>Im Zweifel den schlimmeren; ändern lässt er sich jederzeit.</translation>
    </message>
  </context>
  <context>
    <name>ShadowLine</name>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>From</source>
      <translation>Von</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>Shadow</source>
      <translation>Begleiter</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>Take this shadow out</source>
      <translation>Diesen Begleiter entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>Until</source>
      <translation>Bis</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>Who</source>
      <translation>Wer</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>for good</source>
      <translation>auf Dauer</translation>
    </message>
  </context>
  <context>
    <name>ShadowList</name>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>Add a shadow</source>
      <translation>Begleiter hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>Expected dates, such as 2026-11-23.</source>
      <translation>Erwartet werden Daten, etwa 2026-11-23.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>Nobody.</source>
      <translation>Niemand.</translation>
    </message>
  </context>
  <context>
    <name>Sheet</name>
    <message>
      <location filename="../../ui/widgets/sheet.py"></location>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
  </context>
  <context>
    <name>ShellWindow</name>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>About Watchbill</source>
      <translation>Über Watchbill</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Dark theme</source>
      <translation>Dunkles Design</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Declare incident</source>
      <translation>Vorfall melden</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Everywhere</source>
      <translation>Überall</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Fold the sidebar</source>
      <translation>Seitenleiste einklappen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Go back</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Go to</source>
      <translation>Gehe zu</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Guide and keys</source>
      <translation>Anleitung und Tasten</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Light theme</source>
      <translation>Helles Design</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Look</source>
      <translation>Aussehen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Search or run anything</source>
      <translation>Alles suchen oder ausführen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Show the menus</source>
      <translation>Menüs zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Theme of the system</source>
      <translation>Design des Systems</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Watchbill</source>
      <translation>Watchbill</translation>
    </message>
  </context>
  <context>
    <name>SidePanel</name>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>Between people</source>
      <translation>Untereinander</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>Give it back</source>
      <translation>Zurückgeben</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>In your time off: %1</source>
      <translation>Abwesenheit: %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>Requests</source>
      <translation>Anfragen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>Say first who you are.</source>
      <translation>Sag zuerst, wer du bist.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>Shifts of yours that lie in your time off: re-plan them</source>
      <translation>Schichten von dir, die in deiner Abwesenheit liegen: neu planen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>Take the pager</source>
      <translation>Pager übernehmen</translation>
    </message>
  </context>
  <context>
    <name>Sidebar</name>
    <message>
      <location filename="../../ui/shell/sidebar.py"></location>
      <source>Fold</source>
      <translation>Einklappen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sidebar.py"></location>
      <source>Fold to icons</source>
      <translation>Auf Symbole einklappen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sidebar.py"></location>
      <source>Pages</source>
      <translation>Seiten</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sidebar.py"></location>
      <source>Show the names</source>
      <translation>Namen zeigen</translation>
    </message>
  </context>
  <context>
    <name>SimilarCard</name>
    <message>
      <location filename="../../ui/reviews/similar_card.py"></location>
      <source>From its review</source>
      <translation>Aus der Nachbetrachtung</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/similar_card.py"></location>
      <source>Show #%1</source>
      <translation>#%1 zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/similar_card.py"></location>
      <source>Similar incidents</source>
      <translation>Ähnliche Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/similar_card.py"></location>
      <source>Still open: is it the same?</source>
      <translation>Noch offen: Ist es dasselbe?</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/similar_card.py"></location>
      <source>What solved it</source>
      <translation>Was geholfen hat</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/similar_card.py"></location>
      <source>What solved it was not written down.</source>
      <translation>Was geholfen hat, wurde nicht festgehalten.</translation>
    </message>
  </context>
  <context>
    <name>Sources</name>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>alert</source>
      <translation>Alarm</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>alert of #%1</source>
      <translation>Alarm von #%1</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>playbook</source>
      <translation>Playbook</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>policy</source>
      <translation>Eskalationsplan</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>review of #%1</source>
      <translation>Nachbetrachtung von #%1</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>schedule</source>
      <translation>Plan</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>service</source>
      <translation>Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>timeline of #%1</source>
      <translation>Verlauf von #%1</translation>
    </message>
  </context>
  <context>
    <name>SpanPopup</name>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>Days of your own</source>
      <translation>Eigene Tage</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>First day</source>
      <translation>Erster Tag</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>From</source>
      <translation>Von</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>Last day</source>
      <translation>Letzter Tag</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>Show</source>
      <translation>Zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>The last day lies before the first.</source>
      <translation>Der letzte Tag liegt vor dem ersten.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>To</source>
      <translation>Bis</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>Two days are needed, such as 2026-11-23.</source>
      <translation>Zwei Tage sind nötig, etwa 2026-11-23.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>Years from 1971 to 2100 are understood.</source>
      <translation>Jahre von 1971 bis 2100 werden verstanden.</translation>
    </message>
  </context>
  <context>
    <name>Spinner</name>
    <message>
      <location filename="../../ui/widgets/progress.py"></location>
      <source>Working</source>
      <translation>Arbeitet</translation>
    </message>
  </context>
  <context>
    <name>SplitSheet</name>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>Alerts that belong to it; the others stay</source>
      <translation>Alarme, die dazugehören; die anderen bleiben</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>For example: mails are late as well</source>
      <translation>Zum Beispiel: Auch Mails kommen spät</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>If every alert goes, it is the same incident.</source>
      <translation>Wenn jeder Alarm mitgeht, ist es derselbe Vorfall.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>Say in a few words what it is.</source>
      <translation>Sag in ein paar Worten, was es ist.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>Split off</source>
      <translation>Abspalten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>Split off #%1</source>
      <translation>Von #%1 abspalten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>What is the other matter?</source>
      <translation>Was ist die andere Sache?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>You have the new one; both say where they come from. Merging undoes it.</source>
      <translation>Du übernimmst den neuen; beide sagen, woher sie kommen. Zusammenführen macht es rückgängig.</translation>
    </message>
  </context>
  <context>
    <name>StageStepper</name>
    <message>
      <location filename="../../ui/widgets/stepper.py"></location>
      <source>Stage</source>
      <translation>Phase</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/stepper.py"></location>
      <source>ahead</source>
      <translation>kommt noch</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/stepper.py"></location>
      <source>done</source>
      <translation>erledigt</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/stepper.py"></location>
      <source>now</source>
      <translation>jetzt</translation>
    </message>
  </context>
  <context>
    <name>StartCard</name>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Start</source>
      <translation>Start</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Start when I log in, into the tray</source>
      <translation>Beim Anmelden starten, im Infobereich</translation>
    </message>
  </context>
  <context>
    <name>StatTile</name>
    <message>
      <location filename="../../ui/metrics/tile.py"></location>
      <source>%1 open ones count as not yet resolved (Kaplan-Meier).</source>
      <translation>%1 offene zählen als noch nicht behoben (Kaplan-Meier).</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/tile.py"></location>
      <source>Before: as many as in a time of the same length.</source>
      <translation>Vorher: so viele wie in gleich langer Zeit.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/tile.py"></location>
      <source>How %1 is computed</source>
      <translation>Wie „%1“ berechnet wird</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/tile.py"></location>
      <source>How this is computed</source>
      <translation>Wie das berechnet wird</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/tile.py"></location>
      <source>More of a change than chance explains (95 %).</source>
      <translation>Mehr Änderung, als der Zufall erklärt (95 %).</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/tile.py"></location>
      <source>This much of a change can be chance.</source>
      <translation>So viel Änderung kann Zufall sein.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/tile.py"></location>
      <source>before</source>
      <translation>vorher</translation>
    </message>
  </context>
  <context>
    <name>Status</name>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>It is over</source>
      <translation>Es ist vorbei</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>It works again, we keep watching</source>
      <translation>Es geht wieder, wir beobachten weiter</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>Maintenance</source>
      <translation>Wartung</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>Major outage</source>
      <translation>Großer Ausfall</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>Next update due in %1 (%2).</source>
      <translation>Nächste Meldung fällig in %1 (%2).</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>No further update is promised.</source>
      <translation>Keine weitere Meldung ist zugesagt.</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>Partial outage</source>
      <translation>Teilausfall</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>Slow or faulty</source>
      <translation>Langsam oder fehlerhaft</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>The next update is late: it was due %1 ago.</source>
      <translation>Die nächste Meldung ist überfällig, seit %1.</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>We are looking into it</source>
      <translation>Wir sehen es uns an</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>We know the cause</source>
      <translation>Wir kennen die Ursache</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>Works</source>
      <translation>Funktioniert</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>as usual for this severity</source>
      <translation>wie üblich bei diesem Schweregrad</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>in 1 hour</source>
      <translation>in 1 Stunde</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>in 15 minutes</source>
      <translation>in 15 Minuten</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>in 2 hours</source>
      <translation>in 2 Stunden</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>in 30 minutes</source>
      <translation>in 30 Minuten</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>in 4 hours</source>
      <translation>in 4 Stunden</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>no data yet</source>
      <translation>noch keine Daten</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>tomorrow</source>
      <translation>morgen</translation>
    </message>
  </context>
  <context>
    <name>StatusLine</name>
    <message>
      <location filename="../../ui/shell/status.py"></location>
      <source>Starting</source>
      <translation>Startet</translation>
    </message>
  </context>
  <context>
    <name>StatusPage</name>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Add a part</source>
      <translation>Teil hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Look at it</source>
      <translation>Ansehen</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Maintenance</source>
      <translation>Wartung</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Parts</source>
      <translation>Teile</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Plan maintenance</source>
      <translation>Wartung planen</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Status page</source>
      <translation>Statusseite</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Switched off: nobody sees it</source>
      <translation>Ausgeschaltet: Niemand sieht sie</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Templates</source>
      <translation>Vorlagen</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>The page</source>
      <translation>Die Seite</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Who is told</source>
      <translation>Wer es erfährt</translation>
    </message>
  </context>
  <context>
    <name>Step</name>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>done</source>
      <translation>erledigt</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>to do</source>
      <translation>zu tun</translation>
    </message>
  </context>
  <context>
    <name>StepEntry</name>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>A template (optional)</source>
      <translation>Eine Vorlage (optional)</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Address</source>
      <translation>Adresse</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>At most so many times</source>
      <translation>Höchstens so oft</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Change this step</source>
      <translation>Diesen Schritt ändern</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Done</source>
      <translation>Fertig</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Due</source>
      <translation>Fällig</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Every</source>
      <translation>Alle</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>How often</source>
      <translation>Wie oft</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Its name</source>
      <translation>Sein Name</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Move down</source>
      <translation>Nach unten</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Move up</source>
      <translation>Nach oben</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Only if…</source>
      <translation>Nur wenn…</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Step %1</source>
      <translation>Schritt %1</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Take this step out</source>
      <translation>Diesen Schritt entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Text</source>
      <translation>Text</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Text; {{title}}, {{impact}}, {{component_names}} are filled in</source>
      <translation>Text; {{title}}, {{impact}}, {{component_names}} werden ausgefüllt</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Text; {{title}}, {{number}}, {{service}}, {{owner}} are filled in</source>
      <translation>Text; {{title}}, {{number}}, {{service}}, {{owner}} werden ausgefüllt</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>The command, such as: systemctl status {{service}}</source>
      <translation>Der Befehl, etwa: systemctl status {{service}}</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Until…</source>
      <translation>Bis…</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Value</source>
      <translation>Wert</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Wait before it</source>
      <translation>Vorher warten</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>What is sent; empty: all that is known, as JSON</source>
      <translation>Was gesendet wird; leer: alles Bekannte, als JSON</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>What is to be done</source>
      <translation>Was zu tun ist</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Which groups?</source>
      <translation>Welche Gruppen?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Which?</source>
      <translation>Welche?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Whom</source>
      <translation>Wen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Whom?</source>
      <translation>Wen?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Why they are asked (optional)</source>
      <translation>Warum sie gefragt werden (optional)</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>after</source>
      <translation>nach</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>again and again</source>
      <translation>immer wieder</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>an address in our own network</source>
      <translation>eine Adresse im eigenen Netz</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>an address on the internet</source>
      <translation>eine Adresse im Internet</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>at most</source>
      <translation>höchstens</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>at once</source>
      <translation>sofort</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>by a shell</source>
      <translation>durch eine Shell</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>due in</source>
      <translation>fällig in</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>every</source>
      <translation>alle</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>for</source>
      <translation>für</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>kept as it is; type to change it</source>
      <translation>bleibt, wie es ist; tippen, um es zu ändern</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>once</source>
      <translation>einmal</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>one program, no shell</source>
      <translation>ein Programm, keine Shell</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>the next update in</source>
      <translation>nächste Meldung in</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>times</source>
      <translation>mal</translation>
    </message>
  </context>
  <context>
    <name>StepView</name>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>%1 and %2 more</source>
      <translation>%1 und %2 weitere</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>Last resort</source>
      <translation>Letzte Instanz</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>Level %1</source>
      <translation>Stufe %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>Nobody now</source>
      <translation>Gerade niemand</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>all must acknowledge</source>
      <translation>alle müssen quittieren</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>calls %2 times, waits %1 after each</source>
      <translation>ruft %2-mal, wartet je %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>one of them, by chance</source>
      <translation>eine davon, zufällig</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>one of them, in turn</source>
      <translation>eine davon, reihum</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>waits %1 for an acknowledgement</source>
      <translation>wartet %1 auf eine Quittierung</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>when nobody answered</source>
      <translation>wenn niemand geantwortet hat</translation>
    </message>
  </context>
  <context>
    <name>Steps</name>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>%1 of %2 done</source>
      <translation>%1 von %2 erledigt</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>%1 of %2 people have proved that a message arrives.</source>
      <translation>%1 von %2 Personen haben bestätigt, dass eine Nachricht ankommt.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>%1 people</source>
      <translation>%1 Personen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>%1 schedules</source>
      <translation>%1 Pläne</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>%1 services page somebody</source>
      <translation>%1 Dienste alarmieren jemanden</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>%1 signals were taken in</source>
      <translation>%1 Signale wurden angenommen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>%1 subscriptions</source>
      <translation>%1 Abos</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>1 alert was taken in</source>
      <translation>1 Alarm wurde angenommen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>1 person</source>
      <translation>1 Person</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>1 schedule</source>
      <translation>1 Plan</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>1 service pages somebody</source>
      <translation>1 Dienst alarmiert jemanden</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>1 subscription</source>
      <translation>1 Abo</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>A name is enough to begin with; how they are reached comes below.</source>
      <translation>Ein Name genügt für den Anfang; wie die Person erreicht wird, kommt unten.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>A subscription address for phones and calendar programs.</source>
      <translation>Eine Abo-Adresse für Telefone und Kalenderprogramme.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Add a person</source>
      <translation>Person hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Add the people who are on call</source>
      <translation>Die Personen mit Bereitschaft hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>An address is made. A test alert goes the whole way: it opens an incident and pages whoever is on call.</source>
      <translation>Eine Adresse entsteht. Ein Testalarm geht den ganzen Weg: Er eröffnet einen Vorfall und alarmiert, wer Bereitschaft hat.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Daily, weekly, or follow the sun: pick a shape, then drag what differs.</source>
      <translation>Täglich, wöchentlich oder Follow-the-Sun: Wähle eine Form und zieh zurecht, was abweicht.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Each contact gets a test message with a link to press.</source>
      <translation>Jeder Kontakt bekommt eine Testnachricht mit einem Link zum Anklicken.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>First a policy: who is paged, and who next when nobody answers.</source>
      <translation>Zuerst ein Eskalationsplan: wer alarmiert wird und wer danach, wenn niemand antwortet.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Give a service one of your policies.</source>
      <translation>Gib einem Dienst einen deiner Eskalationspläne.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Integrations</source>
      <translation>Integrationen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Invite…</source>
      <translation>Einladen…</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Let your monitoring in</source>
      <translation>Dein Monitoring anschließen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Open the rota</source>
      <translation>Dienstplan öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Plan who is on call when</source>
      <translation>Planen, wer wann Bereitschaft hat</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Point Alertmanager, Grafana, PagerDuty clients and others at us.</source>
      <translation>Richte Alertmanager, Grafana, PagerDuty-Clients und andere auf uns.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Policies</source>
      <translation>Eskalationspläne</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Prove that messages arrive</source>
      <translation>Prüfen, ob Nachrichten ankommen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Ready to be woken</source>
      <translation>Bereit, geweckt zu werden</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Say who is paged for a service</source>
      <translation>Sagen, wer für einen Dienst alarmiert wird</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>See shifts in your calendar</source>
      <translation>Schichten in deinem Kalender sehen</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Send a test alert</source>
      <translation>Testalarm senden</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Services</source>
      <translation>Dienste</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Set-up</source>
      <translation>Einrichtung</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Subscribe</source>
      <translation>Abonnieren</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Who can be reached</source>
      <translation>Wer erreichbar ist</translation>
    </message>
  </context>
  <context>
    <name>SubscribeSheet</name>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source> month</source>
      <translation> Monat</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source> months</source>
      <translation> Monate</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>%1 min before</source>
      <translation>%1 min vorher</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>1 day and 15 min before</source>
      <translation>1 Tag und 15 min vorher</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>1 day before</source>
      <translation>1 Tag vorher</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>1 h before</source>
      <translation>1 h vorher</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>15 min before</source>
      <translation>15 min vorher</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Address</source>
      <translation>Adresse</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>All shifts of team %1, always as they are now.</source>
      <translation>Alle Schichten von Team %1, immer auf dem neuesten Stand.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Copied</source>
      <translation>Kopiert</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>End it, make another</source>
      <translation>Beenden und neu anlegen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Everybody's shifts of %1, always as they are now.</source>
      <translation>Alle Schichten aus %1, immer auf dem neuesten Stand.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Keep it</source>
      <translation>Behalten</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Make another address…</source>
      <translation>Neue Adresse anlegen…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>My shifts</source>
      <translation>Meine Schichten</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Never</source>
      <translation>Nie</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>No calendar program here takes this; copy the address instead.</source>
      <translation>Kein Kalenderprogramm hier nimmt das an; kopiere stattdessen die Adresse.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Nothing answers at this address yet: run “watchbill serve” on a machine that is always on, and set its address in the settings.</source>
      <translation>Unter dieser Adresse antwortet noch nichts: Starte „watchbill serve“ auf einem Rechner, der immer läuft, und trag seine Adresse in den Einstellungen ein.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Only programs on this machine reach this address. For phones and web calendars run “watchbill serve” where they can reach it, and set its address in the settings.</source>
      <translation>Nur Programme auf diesem Rechner erreichen diese Adresse. Für Telefone und Webkalender starte „watchbill serve“ dort, wo sie es erreichen, und trag seine Adresse in den Einstellungen ein.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Open in my calendar</source>
      <translation>Im Kalender öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Reminds me</source>
      <translation>Erinnert mich</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Schedule %1</source>
      <translation>Plan %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Shows ahead</source>
      <translation>Zeigt voraus</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Subscribe</source>
      <translation>Abonnieren</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Team %1</source>
      <translation>Team %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>The address above ends at once, in every calendar that has it.</source>
      <translation>Die Adresse oben endet sofort, in jedem Kalender, der sie nutzt.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>When a shift begins</source>
      <translation>Wenn eine Schicht beginnt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Your own shifts of every schedule, always as they are now.</source>
      <translation>Deine eigenen Schichten aus jedem Plan, immer auf dem neuesten Stand.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>and back</source>
      <translation>und zurück</translation>
    </message>
  </context>
  <context>
    <name>Surface</name>
    <message>
      <location filename="../../ui/schedules/surface.py"></location>
      <source>Grid view · F6</source>
      <translation>Rasteransicht · F6</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/surface.py"></location>
      <source>List view · F6</source>
      <translation>Listenansicht · F6</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/surface.py"></location>
      <source>Load a sample team</source>
      <translation>Beispielteam laden</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/surface.py"></location>
      <source>Make a schedule: who takes turns, and when they hand over. It takes a minute, and everybody can have it in their own calendar.</source>
      <translation>Leg einen Plan an: wer sich abwechselt und wann übergeben wird. Es dauert eine Minute, und alle können ihn im eigenen Kalender haben.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/surface.py"></location>
      <source>Make the first schedule</source>
      <translation>Ersten Plan anlegen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/surface.py"></location>
      <source>The rota says who is on call when.</source>
      <translation>Der Dienstplan sagt, wer wann Bereitschaft hat.</translation>
    </message>
  </context>
  <context>
    <name>TableView</name>
    <message>
      <location filename="../../ui/tables/view.py"></location>
      <source>CSV files (*.csv)</source>
      <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
      <location filename="../../ui/tables/view.py"></location>
      <source>Copy as text</source>
      <translation>Als Text kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/tables/view.py"></location>
      <source>Export</source>
      <translation>Exportieren</translation>
    </message>
    <message>
      <location filename="../../ui/tables/view.py"></location>
      <source>Export as CSV…</source>
      <translation>Als CSV exportieren…</translation>
    </message>
  </context>
  <context>
    <name>TasksCard</name>
    <message>
      <location filename="../../ui/incidents/tasks_card.py"></location>
      <source>%1 of %2 done</source>
      <translation>%1 von %2 erledigt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/tasks_card.py"></location>
      <source>Add a task</source>
      <translation>Aufgabe hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/tasks_card.py"></location>
      <source>Give “%1” to…</source>
      <translation>„%1“ vergeben an…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/tasks_card.py"></location>
      <source>More for “%1”</source>
      <translation>Mehr zu „%1“</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/tasks_card.py"></location>
      <source>Nobody</source>
      <translation>Niemand</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/tasks_card.py"></location>
      <source>Tasks</source>
      <translation>Aufgaben</translation>
    </message>
  </context>
  <context>
    <name>TeamForm</name>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>A manager approves covers and swaps</source>
      <translation>Die Führung genehmigt Vertretung und Tausch</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Add managers</source>
      <translation>Führung hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Add members</source>
      <translation>Mitglieder hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Between people</source>
      <translation>Untereinander</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Look after the team; paged only where they are members too</source>
      <translation>Betreut das Team; wird nur alarmiert, wer auch Mitglied ist</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Lower-case letters, digits, - _ .</source>
      <translation>Kleinbuchstaben, Ziffern, - _ .</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Managers</source>
      <translation>Führung</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Members</source>
      <translation>Mitglieder</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>New team</source>
      <translation>Neues Team</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Paged when the team is paged</source>
      <translation>Wird alarmiert, wenn das Team alarmiert wird</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Remove?</source>
      <translation>Entfernen?</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>The team %1 goes; its people stay.</source>
      <translation>Das Team %1 verschwindet; die Personen bleiben.</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>payments</source>
      <translation>payments</translation>
    </message>
  </context>
  <context>
    <name>TemplatesPane</name>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Any</source>
      <translation>Jede</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>For the stage</source>
      <translation>Für die Phase</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>How it reads</source>
      <translation>Wie es sich liest</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>How it reads for the newest incident</source>
      <translation>Wie es sich beim neuesten Vorfall liest</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Its words are for customers</source>
      <translation>Die Worte sind für Kunden</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>New template</source>
      <translation>Neue Vorlage</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Removed %1</source>
      <translation>%1 entfernt</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Save template</source>
      <translation>Vorlage speichern</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Saved %1</source>
      <translation>%1 gespeichert</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Template</source>
      <translation>Vorlage</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Text</source>
      <translation>Text</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>There is no incident yet to try it on.</source>
      <translation>Noch gibt es keinen Vorfall zum Ausprobieren.</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Variables</source>
      <translation>Variablen</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Written between two pairs of braces, they are filled in when an update begins.</source>
      <translation>Zwischen zwei Paaren geschweifter Klammern werden sie ausgefüllt, wenn eine Meldung beginnt.</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>shipped</source>
      <translation>mitgeliefert</translation>
    </message>
  </context>
  <context>
    <name>TicketsSection</name>
    <message>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Address of a ticket that is there</source>
      <translation>Adresse eines vorhandenen Tickets</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Do not follow %1 any more</source>
      <translation>%1 nicht mehr folgen</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Jira, GitHub or GitLab can follow along: set one up in the settings.</source>
      <translation>Jira, GitHub oder GitLab können mitgehen: Richte eines in den Einstellungen ein.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/task_tickets.py"></location>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Make a ticket</source>
      <translation>Ticket anlegen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/task_tickets.py"></location>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Open %1 in the browser</source>
      <translation>%1 im Browser öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Set up a tracker</source>
      <translation>Ticketsystem einrichten</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Tickets</source>
      <translation>Tickets</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Try again</source>
      <translation>Erneut versuchen</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>or paste the address of one</source>
      <translation>oder füge die Adresse eines Tickets ein</translation>
    </message>
  </context>
  <context>
    <name>TiesCard</name>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Open #%1</source>
      <translation>#%1 öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Show all %1</source>
      <translation>Alle %1 zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Tied to</source>
      <translation>Verknüpft mit</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Untie #%1</source>
      <translation>#%1 lösen</translation>
    </message>
  </context>
  <context>
    <name>TimelinePanel</name>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Alerts</source>
      <translation>Alarme</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>All</source>
      <translation>Alle</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Catch up (U)</source>
      <translation>Überblick (U)</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Filter the timeline</source>
      <translation>Verlauf filtern</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>How it stood at any minute</source>
      <translation>Wie es zu jeder Minute stand</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Notes</source>
      <translation>Notizen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Nothing of this kind yet.</source>
      <translation>Davon gibt es noch nichts.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Pages</source>
      <translation>Pager</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>People</source>
      <translation>Personen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Search the timeline</source>
      <translation>Verlauf durchsuchen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Status</source>
      <translation>Status</translation>
    </message>
  </context>
  <context>
    <name>TimelineView</name>
    <message numerus="yes">
      <location filename="../../ui/incidents/timeline_view.py"></location>
      <source>%n new</source>
      <translation>
        <numerusform>%n neuer</numerusform>
        <numerusform>%n neue</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_view.py"></location>
      <source>Copy as text</source>
      <translation>Als Text kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_view.py"></location>
      <source>Select all</source>
      <translation>Alles auswählen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_view.py"></location>
      <source>Timeline</source>
      <translation>Verlauf</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_view.py"></location>
      <source>What happened, one row for each event</source>
      <translation>Was geschah, eine Zeile je Ereignis</translation>
    </message>
  </context>
  <context>
    <name>TitleEdit</name>
    <message>
      <location filename="../../ui/incidents/title_edit.py"></location>
      <source>Click to edit the title</source>
      <translation>Klicken, um den Titel zu bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/title_edit.py"></location>
      <source>Title</source>
      <translation>Titel</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/title_edit.py"></location>
      <source>Title: %1</source>
      <translation>Titel: %1</translation>
    </message>
  </context>
  <context>
    <name>Toast</name>
    <message>
      <location filename="../../ui/widgets/toast.py"></location>
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
  </context>
  <context>
    <name>ToldSection</name>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>1 day</source>
      <translation>1 Tag</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>1 hour</source>
      <translation>1 Stunde</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>15 min</source>
      <translation>15 min</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Friday at 9</source>
      <translation>Freitags um 9</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Just before</source>
      <translation>Kurz vorher</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Monday at 9</source>
      <translation>Montags um 9</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Never</source>
      <translation>Nie</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Reminded when a shift begins or ends</source>
      <translation>Erinnerung, wenn eine Schicht beginnt oder endet</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Reminders before a hand-off</source>
      <translation>Erinnerungen vor einer Übergabe</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Shifts</source>
      <translation>Schichten</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>The week ahead</source>
      <translation>Die Woche voraus</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Told of their shifts</source>
      <translation>Hinweise auf Schichten</translation>
    </message>
  </context>
  <context>
    <name>TopBar</name>
    <message>
      <location filename="../../ui/shell/topbar.py"></location>
      <source>Declare incident</source>
      <translation>Vorfall melden</translation>
    </message>
    <message>
      <location filename="../../ui/shell/topbar.py"></location>
      <source>Watchbill</source>
      <translation>Watchbill</translation>
    </message>
  </context>
  <context>
    <name>TouchedCard</name>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Ask somebody…</source>
      <translation>Jemanden fragen…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Ask the team</source>
      <translation>Das Team fragen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Leave it</source>
      <translation>So lassen</translation>
    </message>
  </context>
  <context>
    <name>TrackersCard</name>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Add a tracker</source>
      <translation>Ticketsystem hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Address</source>
      <translation>Adresse</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Asking…</source>
      <translation>Wird gefragt…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Change</source>
      <translation>Ändern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Change %1</source>
      <translation>%1 ändern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>E-mail</source>
      <translation>E-Mail</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Follow-ups and problems become tickets in Jira, GitHub or GitLab. How a ticket stands is looked up every few minutes; when it is closed, its follow-up is done.</source>
      <translation>Folgeaufgaben und Probleme werden zu Tickets in Jira, GitHub oder GitLab. Alle paar Minuten wird nachgesehen, wie ein Ticket steht; ist es geschlossen, ist seine Folgeaufgabe erledigt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Issue type</source>
      <translation>Vorgangstyp</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>It may be an address inside the house</source>
      <translation>Die Adresse darf im eigenen Netz liegen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Kind</source>
      <translation>Art</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Labels</source>
      <translation>Labels</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Of the token, in Jira Cloud.</source>
      <translation>Des Tokens, bei Jira Cloud.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>One that may read and write issues. It is sealed.</source>
      <translation>Eines, das Vorgänge lesen und schreiben darf. Es wird versiegelt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Project</source>
      <translation>Projekt</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Remove %1</source>
      <translation>%1 entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Removed. Its tickets stay where they are.</source>
      <translation>Entfernt. Seine Tickets bleiben, wo sie sind.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Save tracker</source>
      <translation>Ticketsystem speichern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Saved.</source>
      <translation>Gespeichert.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>The one that is stored</source>
      <translation>Das gespeicherte</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Token</source>
      <translation>Token</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Trackers</source>
      <translation>Ticketsysteme</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Try it</source>
      <translation>Ausprobieren</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>asked to be left alone until %1</source>
      <translation>bittet bis %1 um Ruhe</translation>
    </message>
  </context>
  <context>
    <name>Tray</name>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>%1 open</source>
      <translation>%1 offen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>%1 yours</source>
      <translation>%1 bei dir</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>%1: %2 until %3</source>
      <translation>%1: %2 bis %3</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>Acknowledge</source>
      <translation>Quittieren</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>Declare an incident…</source>
      <translation>Vorfall melden…</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>New incident</source>
      <translation>Neuer Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>Nothing is open</source>
      <translation>Nichts ist offen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>Open Watchbill</source>
      <translation>Watchbill öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>Quiet for 1 h (pages to you still sound)</source>
      <translation>Ruhe für 1 h (Alarmierungen an dich klingeln weiter)</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>Quit…</source>
      <translation>Beenden…</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>Watchbill</source>
      <translation>Watchbill</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>You are %1 until %2</source>
      <translation>Deine Bereitschaft: %1 bis %2</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>You are paged for %1 incidents</source>
      <translation>Du wirst wegen %1 Vorfällen alarmiert</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>You are paged for 1 incident</source>
      <translation>Du wirst wegen 1 Vorfall alarmiert</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>You have no shift in the next 30 days</source>
      <translation>Du hast in den nächsten 30 Tagen keine Schicht</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>Your next shift: %1, %2</source>
      <translation>Deine nächste Schicht: %1, %2</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>and %1 more</source>
      <translation>und %1 weitere</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>nobody</source>
      <translation>niemand</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>you are on call</source>
      <translation>du hast Bereitschaft</translation>
    </message>
  </context>
  <context>
    <name>TryPanel</name>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>Declare one, or load a sample team.</source>
      <translation>Melde einen oder lade ein Beispielteam.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>Incident to try it at</source>
      <translation>Vorfall zum Ausprobieren</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>No incident yet to try it at.</source>
      <translation>Noch kein Vorfall zum Ausprobieren.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>Nothing here would have set it off.</source>
      <translation>Nichts hier hätte ihn ausgelöst.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>Of %1 events: it would have run %2×. Nothing was written.</source>
      <translation>Bei %1 Ereignissen wäre er %2× gelaufen. Nichts wurde geschrieben.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>Try another incident, or change when it begins.</source>
      <translation>Nimm einen anderen Vorfall oder ändere, wann er beginnt.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>What would it have done in</source>
      <translation>Was hätte er getan bei</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>Which incident?</source>
      <translation>Welcher Vorfall?</translation>
    </message>
  </context>
  <context>
    <name>TurnList</name>
    <message>
      <location filename="../../ui/schedules/editor/turn_list.py"></location>
      <source>Add somebody</source>
      <translation>Jemanden hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/turn_list.py"></location>
      <source>Nobody takes turns yet.</source>
      <translation>Noch wechselt sich niemand ab.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/turn_list.py"></location>
      <source>Nobody, on purpose</source>
      <translation>Niemand, absichtlich</translation>
    </message>
  </context>
  <context>
    <name>TurnRow</name>
    <message>
      <location filename="../../ui/schedules/editor/turn_row.py"></location>
      <source>Alt with the arrows moves it, Delete takes it out</source>
      <translation>Alt mit Pfeiltasten verschiebt, Entf entfernt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/turn_row.py"></location>
      <source>Nobody, on purpose</source>
      <translation>Niemand, absichtlich</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/turn_row.py"></location>
      <source>Take %1 out</source>
      <translation>%1 entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/turn_row.py"></location>
      <source>Take out</source>
      <translation>Herausnehmen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/turn_row.py"></location>
      <source>Together with somebody</source>
      <translation>Zusammen mit jemandem</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/turn_row.py"></location>
      <source>Turn %1 of %2: %3</source>
      <translation>Turnus %1 von %2: %3</translation>
    </message>
  </context>
  <context>
    <name>UpdateCard</name>
    <message>
      <location filename="../../ui/status/card.py"></location>
      <source>Keep this inside the house</source>
      <translation>Intern halten</translation>
    </message>
    <message>
      <location filename="../../ui/status/card.py"></location>
      <source>Last: %1, by %2 (%3)</source>
      <translation>Zuletzt: %1, von %2 (%3)</translation>
    </message>
    <message>
      <location filename="../../ui/status/card.py"></location>
      <source>Nothing of it goes to the status page, to groups or to subscribers.</source>
      <translation>Nichts davon geht an die Statusseite, an Gruppen oder an Abonnenten.</translation>
    </message>
    <message>
      <location filename="../../ui/status/card.py"></location>
      <source>Tell people</source>
      <translation>Personen benachrichtigen</translation>
    </message>
    <message>
      <location filename="../../ui/status/card.py"></location>
      <source>Write an update…</source>
      <translation>Meldung schreiben…</translation>
    </message>
    <message>
      <location filename="../../ui/status/card.py"></location>
      <source>inside</source>
      <translation>intern</translation>
    </message>
    <message>
      <location filename="../../ui/status/card.py"></location>
      <source>on the status page</source>
      <translation>auf der Statusseite</translation>
    </message>
  </context>
  <context>
    <name>Upkeep</name>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>A backup was made.</source>
      <translation>Eine Sicherung ist gemacht.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>Back up now</source>
      <translation>Jetzt sichern</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>No backup is made.</source>
      <translation>Es wird keine Sicherung gemacht.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>Nothing is replaced by itself.</source>
      <translation>Nichts wird von selbst ersetzt.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>The last is of %1, older than the plan allows.</source>
      <translation>Die letzte ist von %1, älter als der Plan erlaubt.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>There is none yet, though the plan wants one.</source>
      <translation>Es gibt noch keine, obwohl der Plan eine will.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>Watchbill %1 is out.</source>
      <translation>Watchbill %1 ist da.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>What is new</source>
      <translation>Was ist neu</translation>
    </message>
  </context>
  <context>
    <name>Value</name>
    <message>
      <location filename="../../ui/incidents/value.py"></location>
      <source>none</source>
      <translation>keine</translation>
    </message>
  </context>
  <context>
    <name>VersionsSheet</name>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Bring back as a draft</source>
      <translation>Als Entwurf zurückholen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Brought back now, it would change</source>
      <translation>Jetzt zurückgeholt, würde sich ändern</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Earlier texts</source>
      <translation>Frühere Fassungen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Earlier versions</source>
      <translation>Frühere Versionen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>It names people who are not here any more: %1.</source>
      <translation>Er nennt Personen, die es hier nicht mehr gibt: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Look at</source>
      <translation>Ansehen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>No shift of the next 90 days is different.</source>
      <translation>Keine Schicht der nächsten 90 Tage ist anders.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>No.</source>
      <translation>Nr.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>This is in force now.</source>
      <translation>Dies gilt jetzt.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Versions</source>
      <translation>Versionen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Versions of %1</source>
      <translation>Versionen von %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>What</source>
      <translation>Was</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>When</source>
      <translation>Wann</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Who</source>
      <translation>Wer</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>as it was</source>
      <translation>wie zuvor</translation>
    </message>
  </context>
  <context>
    <name>ViewsCard</name>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>%1 is gone, with its subscribers</source>
      <translation>%1 ist weg, samt Abonnenten</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>8 characters or more; kept so that nobody can read it.</source>
      <translation>8 Zeichen oder mehr; so abgelegt, dass niemand es lesen kann.</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>A sentence below the name</source>
      <translation>Ein Satz unter dem Namen</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Acme for partners</source>
      <translation>Acme für Partner</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Add a page</source>
      <translation>Seite hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Address</source>
      <translation>Adresse</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Anybody may read it: take the password away</source>
      <translation>Alle dürfen sie lesen: Passwort entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Change %1</source>
      <translation>%1 ändern</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Every part</source>
      <translation>Jeder Teil</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>For other readers: partners, one big customer, your own people. Each shows the parts you choose, has subscribers of its own, and may ask for a password.</source>
      <translation>Für andere Leser: Partner, ein großer Kunde, die eigenen Leute. Jede zeigt die Teile, die du wählst, hat eigene Abonnenten und kann ein Passwort verlangen.</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Further pages</source>
      <translation>Weitere Seiten</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>It is at /status/ and this. Lower case, no spaces.</source>
      <translation>Sie liegt unter /status/ und diesem Wort. Kleinbuchstaben, keine Leerzeichen.</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Its parts</source>
      <translation>Ihre Teile</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>None: anybody may read it</source>
      <translation>Keins: Alle dürfen sie lesen</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Password</source>
      <translation>Passwort</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Remove %1</source>
      <translation>%1 entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Save page</source>
      <translation>Seite speichern</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Saved %1</source>
      <translation>%1 gespeichert</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>The page can be seen</source>
      <translation>Die Seite ist sichtbar</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>There is one; type another to change it</source>
      <translation>Es gibt eins; tipp ein anderes, um es zu ändern</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>every part</source>
      <translation>jeder Teil</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>switched off</source>
      <translation>ausgeschaltet</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>with a password</source>
      <translation>mit Passwort</translation>
    </message>
  </context>
  <context>
    <name>WallField</name>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>2026-12-21</source>
      <translation>2026-12-21</translation>
    </message>
  </context>
  <context>
    <name>WatchButton</name>
    <message>
      <location filename="../../ui/shell/topbar.py"></location>
      <source>Nobody</source>
      <translation>Niemand</translation>
    </message>
    <message>
      <location filename="../../ui/shell/topbar.py"></location>
      <source>until %s</source>
      <translation>bis %s</translation>
    </message>
  </context>
  <context>
    <name>WatchStrip</name>
    <message>
      <location filename="../../ui/shell/topbar.py"></location>
      <source>On call now</source>
      <translation>Bereitschaft jetzt</translation>
    </message>
  </context>
  <context>
    <name>WelcomePage</name>
    <message>
      <location filename="../../ui/welcome/page.py"></location>
      <source>All is set up. Whoever is on call will be found.</source>
      <translation>Alles ist eingerichtet. Wer Bereitschaft hat, wird gefunden.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/page.py"></location>
      <source>Get started</source>
      <translation>Erste Schritte</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/page.py"></location>
      <source>The engine at %1 took the test alert.</source>
      <translation>Die Engine auf %1 hat den Testalarm angenommen.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/page.py"></location>
      <source>Whoever is on call is found, paged and paged again, until somebody answers.</source>
      <translation>Wer Bereitschaft hat, wird gefunden, alarmiert und wieder alarmiert, bis jemand antwortet.</translation>
    </message>
  </context>
  <context>
    <name>When</name>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 ago</source>
      <translation>vor %1</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 d</source>
      <translation>%1 d</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 d %2 h</source>
      <translation>%1 d %2 h</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 h</source>
      <translation>%1 h</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 h %2</source>
      <translation>%1 h %2</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 h %2 min</source>
      <translation>%1 h %2 min</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 min</source>
      <translation>%1 min</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 min %2 s</source>
      <translation>%1 min %2 s</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 mo</source>
      <translation>%1 Mon</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 s</source>
      <translation>%1 s</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 wk</source>
      <translation>%1 Wo</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 y</source>
      <translation>%1 J</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <source>Now</source>
      <translation>Jetzt</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <location filename="../../ui/widgets/when.py"></location>
      <source>Today</source>
      <translation>Heute</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <source>Tomorrow</source>
      <translation>Morgen</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <location filename="../../ui/widgets/when.py"></location>
      <source>Yesterday</source>
      <translation>Gestern</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>just now</source>
      <translation>gerade eben</translation>
    </message>
  </context>
  <context>
    <name>WhenField</name>
    <message>
      <location filename="../../ui/workflows/when_field.py"></location>
      <source>By the clock</source>
      <translation>Nach der Uhr</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/when_field.py"></location>
      <source>What happens?</source>
      <translation>Was geschieht?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/when_field.py"></location>
      <source>What sets it off</source>
      <translation>Was ihn auslöst</translation>
    </message>
  </context>
  <context>
    <name>WhyCard</name>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>%1 was not paged.</source>
      <translation>%1 wurde nicht alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>%1 was paged.</source>
      <translation>%1 wurde alarmiert.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>Choose a person</source>
      <translation>Person wählen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>Person</source>
      <translation>Person</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>Why somebody was paged, or was not</source>
      <translation>Warum jemand alarmiert wurde, oder nicht</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>Why was I not paged?</source>
      <translation>Warum wurde ich nicht alarmiert?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>Why was I paged?</source>
      <translation>Warum wurde ich alarmiert?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>Why was somebody paged?</source>
      <translation>Warum wurde jemand alarmiert?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>Why?</source>
      <translation>Warum?</translation>
    </message>
  </context>
  <context>
    <name>WishEntry</name>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>First day</source>
      <translation>Erster Tag</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>From which day to which? Days such as 2026-12-24.</source>
      <translation>Von welchem Tag bis zu welchem? Tage wie 2026-12-24.</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Gladly</source>
      <translation>Gern</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Last day</source>
      <translation>Letzter Tag</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Rather not</source>
      <translation>Lieber nicht</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Take this wish out</source>
      <translation>Diesen Wunsch entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Wish</source>
      <translation>Wunsch</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>to</source>
      <translation>bis</translation>
    </message>
  </context>
  <context>
    <name>WishSection</name>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Add days</source>
      <translation>Tage hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Gladly on</source>
      <translation>Gern am</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Rather not on</source>
      <translation>Lieber nicht am</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Wishes</source>
      <translation>Wünsche</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Wishes for the rota</source>
      <translation>Wünsche zum Dienstplan</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>fair fill heeds them</source>
      <translation>die faire Verteilung beachtet sie</translation>
    </message>
  </context>
  <context>
    <name>Words</name>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>%1 days late</source>
      <translation>%1 Tage überfällig</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>%1 incidents</source>
      <translation>%1 Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>%1 ×</source>
      <translation>%1 ×</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <source>%1, %2</source>
      <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/services/columns.py"></location>
      <source>%n open incident(s)</source>
      <translation>
        <numerusform>%n offener Vorfall</numerusform>
        <numerusform>%n offene Vorfälle</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>1 day late</source>
      <translation>1 Tag überfällig</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>1 incident</source>
      <translation>1 Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Acknowledged</source>
      <translation>Quittiert</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Alert</source>
      <translation>Alarm</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Asked for</source>
      <translation>Aktion</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>By</source>
      <translation>Durch</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Closed</source>
      <translation>Geschlossen</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Contact</source>
      <translation>Kontakt</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>Contacts</source>
      <translation>Kontakte</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>DRILL %1</source>
      <translation>ÜBUNG %1</translation>
    </message>
    <message>
      <location filename="../../ui/services/columns.py"></location>
      <source>Depends on</source>
      <translation>Hängt ab von</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Done</source>
      <translation>Erledigt</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <source>Draft</source>
      <translation>Entwurf</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Dropped</source>
      <translation>Verworfen</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Due</source>
      <translation>Fällig</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>E-mail</source>
      <translation>E-Mail</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Every week</source>
      <translation>Wöchentlich</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>First heard</source>
      <translation>Zuerst gehört</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Fixed</source>
      <translation>Gelöst</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>From</source>
      <translation>Von</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>Handle</source>
      <translation>Kürzel</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Heard</source>
      <translation>Gehört</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>High</source>
      <translation>Hoch</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <source>In review</source>
      <translation>In Durchsicht</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Incident</source>
      <translation>Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Incidents</source>
      <translation>Vorfälle</translation>
    </message>
    <message>
      <location filename="../../ui/services/columns.py"></location>
      <source>Kind</source>
      <translation>Art</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Known error</source>
      <translation>Bekannter Fehler</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Last</source>
      <translation>Zuletzt</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Last failure</source>
      <translation>Letzter Fehlschlag</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Last heard</source>
      <translation>Zuletzt gehört</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Last page</source>
      <translation>Letzte Alarmierung</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Last proven</source>
      <translation>Zuletzt bestätigt</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>Length</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>Looks after</source>
      <translation>Betreut</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Low</source>
      <translation>Niedrig</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>Managers</source>
      <translation>Führung</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>Members</source>
      <translation>Mitglieder</translation>
    </message>
    <message>
      <location filename="../../ui/services/columns.py"></location>
      <source>Needed by</source>
      <translation>Gebraucht von</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>No.</source>
      <translation>Nr.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Normal</source>
      <translation>Normal</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>On call</source>
      <translation>Bereitschaft</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <location filename="../../ui/reviews/words.py"></location>
      <location filename="../../ui/services/columns.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Open</source>
      <translation>Offen</translation>
    </message>
    <message>
      <location filename="../../ui/services/columns.py"></location>
      <source>Ours</source>
      <translation>Eigener</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <source>Owed</source>
      <translation>Ausstehend</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Owner</source>
      <translation>Verantwortlich</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Person</source>
      <translation>Person</translation>
    </message>
    <message>
      <location filename="../../ui/services/columns.py"></location>
      <source>Policy</source>
      <translation>Eskalation</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Priority</source>
      <translation>Priorität</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Problem</source>
      <translation>Problem</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <source>Published</source>
      <translation>Veröffentlicht</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Received</source>
      <translation>Empfangen</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Remark</source>
      <translation>Bemerkung</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Resolved</source>
      <translation>Behoben</translation>
    </message>
    <message>
      <location filename="../../ui/services/columns.py"></location>
      <source>SLO</source>
      <translation>SLO</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Said</source>
      <translation>Meldung</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>Schedule</source>
      <translation>Plan</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Sender</source>
      <translation>Sender</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Sender says</source>
      <translation>Laut Sender</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <location filename="../../ui/services/columns.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Service</source>
      <translation>Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Severity</source>
      <translation>Schweregrad</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <location filename="../../ui/people/readiness.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>State</source>
      <translation>Status</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <location filename="../../ui/services/columns.py"></location>
      <source>Team</source>
      <translation>Team</translation>
    </message>
    <message>
      <location filename="../../ui/services/columns.py"></location>
      <source>Third party</source>
      <translation>Fremder</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Ticket</source>
      <translation>Ticket</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>Time zone</source>
      <translation>Zeitzone</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Under way</source>
      <translation>In Arbeit</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>Until</source>
      <translation>Bis</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Urgent</source>
      <translation>Dringend</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>What</source>
      <translation>Was</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>Who</source>
      <translation>Wer</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>acknowledge</source>
      <translation>quittieren</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <location filename="../../ui/people/readiness.py"></location>
      <source>cannot be reached</source>
      <translation>nicht erreichbar</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>change</source>
      <translation>Änderung</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>critical</source>
      <translation>kritisch</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <source>due %1</source>
      <translation>fällig %1</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>error</source>
      <translation>Fehler</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>failing</source>
      <translation>schlägt fehl</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>info</source>
      <translation>Info</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>never</source>
      <translation>nie</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>never proven</source>
      <translation>nie bestätigt</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>no contact</source>
      <translation>kein Kontakt</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>no day</source>
      <translation>kein Termin</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>note</source>
      <translation>Notiz</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>open task</source>
      <translation>offene Aufgabe</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>proven</source>
      <translation>bestätigt</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>proven long ago</source>
      <translation>lange her</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>resolve</source>
      <translation>beheben</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>trigger</source>
      <translation>auslösen</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>warning</source>
      <translation>Warnung</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <source>was due %1</source>
      <translation>war fällig %1</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>yes</source>
      <translation>ja</translation>
    </message>
  </context>
  <context>
    <name>Workflow</name>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>It would not run: %1.</source>
      <translation>Er würde nicht laufen: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/offer.py"></location>
      <source>On call: %1</source>
      <translation>Bereitschaft: %1</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/offer.py"></location>
      <source>Team %1</source>
      <translation>Team %1</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/offer.py"></location>
      <source>Whoever has it</source>
      <translation>Wer zuständig ist</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>after %1, %2</source>
      <translation>nach %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>asks for a yes</source>
      <translation>wartet auf Zustimmung</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>at it</source>
      <translation>läuft gerade</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>done</source>
      <translation>erledigt</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>if %1, %2</source>
      <translation>falls %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/offer.py"></location>
      <source>no</source>
      <translation>nein</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>not run</source>
      <translation>lief nicht</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>something went wrong</source>
      <translation>etwas ging schief</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>stopped</source>
      <translation>abgebrochen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>waits</source>
      <translation>wartet</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/offer.py"></location>
      <source>yes</source>
      <translation>ja</translation>
    </message>
  </context>
  <context>
    <name>WorkflowDesk</name>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>%1 changed this workflow.</source>
      <translation>%1 hat diesen Workflow geändert.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Discard</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Discard them</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Dry run</source>
      <translation>Probelauf</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Log</source>
      <translation>Protokoll</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>New workflow</source>
      <translation>Neuer Workflow</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Remove this workflow? Its log stays.</source>
      <translation>Diesen Workflow entfernen? Sein Protokoll bleibt.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Save or discard your changes first.</source>
      <translation>Speichere oder verwirf zuerst deine Änderungen.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Show theirs</source>
      <translation>Andere Fassung zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Switch off</source>
      <translation>Ausschalten</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Switch on</source>
      <translation>Einschalten</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>This workflow has changes that are not saved.</source>
      <translation>Dieser Workflow hat ungespeicherte Änderungen.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>What it does</source>
      <translation>Was er tut</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>off</source>
      <translation>aus</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>on</source>
      <translation>an</translation>
    </message>
  </context>
  <context>
    <name>WorkflowForm</name>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Add a condition</source>
      <translation>Bedingung hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Add a step</source>
      <translation>Schritt hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>After a wait</source>
      <translation>Nach einer Wartezeit</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>At most so many times in an hour</source>
      <translation>Höchstens so oft in einer Stunde</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>For whoever wonders later</source>
      <translation>Für alle, die sich später wundern</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Further</source>
      <translation>Weiteres</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>If</source>
      <translation>Falls</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>It goes on</source>
      <translation>Er läuft weiter</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Outside</source>
      <translation>Außerhalb</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>People</source>
      <translation>Personen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Status updates</source>
      <translation>Statusmeldungen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>The incident</source>
      <translation>Der Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>The work</source>
      <translation>Die Arbeit</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Then</source>
      <translation>Dann</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>What it is for, in a few words</source>
      <translation>Wofür er da ist, in ein paar Worten</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>When</source>
      <translation>Sobald</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>When a step fails</source>
      <translation>Wenn ein Schritt fehlschlägt</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Why it is here</source>
      <translation>Warum es ihn gibt</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>at most</source>
      <translation>höchstens</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>ends when a step fails</source>
      <translation>endet, wenn ein Schritt fehlschlägt</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>goes on when a step fails</source>
      <translation>läuft weiter, wenn ein Schritt fehlschlägt</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>only while the conditions still hold</source>
      <translation>nur solange die Bedingungen noch gelten</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>times an hour in one incident</source>
      <translation>mal pro Stunde je Vorfall</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>to the end, whatever changes meanwhile</source>
      <translation>bis zum Ende, was sich auch inzwischen ändert</translation>
    </message>
  </context>
  <context>
    <name>WorkflowsPage</name>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>%1 is off now</source>
      <translation>%1 ist jetzt aus</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>%1 is on now</source>
      <translation>%1 ist jetzt an</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>Filter workflows</source>
      <translation>Workflows filtern</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>New workflow</source>
      <translation>Neuer Workflow</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>Removed %1</source>
      <translation>%1 entfernt</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>Saved %1</source>
      <translation>%1 gespeichert</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>State</source>
      <translation>Status</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>Workflow</source>
      <translation>Workflow</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>Workflows</source>
      <translation>Workflows</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>off</source>
      <translation>aus</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>off, comes along</source>
      <translation>aus, mitgeliefert</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>on, has not run in 7 days</source>
      <translation>an, lief in 7 Tagen nicht</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>on, ran %1× in 7 days</source>
      <translation>an, lief %1× in 7 Tagen</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>on, ran %1× in 7 days, %2 went wrong</source>
      <translation>an, lief %1× in 7 Tagen, %2 schlugen fehl</translation>
    </message>
  </context>
  <context>
    <name>WorksPane</name>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>%1 is over</source>
      <translation>%1 ist vorbei</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>%2 until %1</source>
      <translation>%2 bis %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Add a part of the page</source>
      <translation>Teil der Seite hinzufügen</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Cancel it</source>
      <translation>Absagen</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>End it now</source>
      <translation>Jetzt beenden</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>From</source>
      <translation>Von</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>It begins and ends by itself, and subscribers hear of it each time.</source>
      <translation>Sie beginnt und endet von selbst, und Abonnenten erfahren es jedes Mal.</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Maintenance</source>
      <translation>Wartung</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Plan it</source>
      <translation>Planen</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Plan maintenance</source>
      <translation>Wartung planen</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Planned</source>
      <translation>Geplant</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Planned work stands on the page before it begins.</source>
      <translation>Geplante Arbeiten stehen auf der Seite, bevor sie beginnen.</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Tell subscribers now</source>
      <translation>Abonnenten jetzt informieren</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Under way, until %1</source>
      <translation>Läuft, bis %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Until</source>
      <translation>Bis</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>What it touches</source>
      <translation>Was es berührt</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>What readers should know</source>
      <translation>Was Leser wissen sollten</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>What will be done</source>
      <translation>Was getan wird</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>When does it begin?</source>
      <translation>Wann beginnt es?</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>When does it end?</source>
      <translation>Wann endet es?</translation>
    </message>
  </context>
  <context>
    <name>WorkspaceCard</name>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>%1 takes signals in at %2</source>
      <translation>%1 nimmt Signale unter %2 an</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Applied %1.</source>
      <translation>%1 angewandt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Apply a file…</source>
      <translation>Datei anwenden…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Configuration as a file</source>
      <translation>Konfiguration als Datei</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Everything is in %1.</source>
      <translation>Alles liegt in %1.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Export everything…</source>
      <translation>Alles exportieren…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Exporting…</source>
      <translation>Wird exportiert…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Incidents, alerts, schedules, reviews and the audit log as well, in a new folder: JSON, CSV, calendars and Markdown that any program reads.</source>
      <translation>Auch Vorfälle, Alarme, Pläne, Nachbetrachtungen und das Prüfprotokoll, in einem neuen Ordner: JSON, CSV, Kalender und Markdown, die jedes Programm liest.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Keep the file as you keep a password.</source>
      <translation>Bewahre die Datei auf wie ein Passwort.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>People, schedules, policies, services and all else that is set up, in one file that you can read, keep and compare. Incidents and alerts are not in it.</source>
      <translation>Personen, Pläne, Eskalationspläne, Dienste und alles andere, was eingerichtet ist, in einer Datei, die du lesen, aufbewahren und vergleichen kannst. Vorfälle und Alarme stehen nicht darin.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Save the configuration…</source>
      <translation>Konfiguration speichern…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Saved as %1, without addresses and keys: what opens them is not on this machine.</source>
      <translation>Als %1 gespeichert, ohne Adressen und Schlüssel: Was sie öffnet, ist nicht auf diesem Rechner.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Saved as %1.</source>
      <translation>Als %1 gespeichert.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>They are left out. Applied here again, those that are stored stay.</source>
      <translation>Sie bleiben weg. Hier wieder angewandt, bleiben die gespeicherten.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>With addresses, passwords and keys</source>
      <translation>Mit Adressen, Passwörtern und Schlüsseln</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Workspace file (*.yaml *.yml)</source>
      <translation>Arbeitsbereich-Datei (*.yaml *.yml)</translation>
    </message>
  </context>
  <context>
    <name>WorkspacePreview</name>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Also remove what the file leaves out</source>
      <translation>Auch entfernen, was die Datei weglässt</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>And %1 more.</source>
      <translation>Und %1 weitere.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Apply</source>
      <translation>Anwenden</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Apply, and remove %1</source>
      <translation>Anwenden und %1 entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Leave it</source>
      <translation>Lassen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Read it again</source>
      <translation>Noch einmal lesen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Reading…</source>
      <translation>Wird gelesen…</translation>
    </message>
  </context>
  <context>
    <name>ZoneButton</name>
    <message>
      <location filename="../../ui/schedules/zone_button.py"></location>
      <source>Time zone</source>
      <translation>Zeitzone</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/zone_button.py"></location>
      <source>Whose clock the days and times follow</source>
      <translation>Wessen Uhr die Tage und Zeiten folgen</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/zone_button.py"></location>
      <source>mine</source>
      <translation>meine</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/zone_button.py"></location>
      <source>the schedule's</source>
      <translation>die des Plans</translation>
    </message>
  </context>
  <context>
    <name>_DatePopup</name>
    <message>
      <location filename="../../ui/widgets/clock.py"></location>
      <source>Set</source>
      <translation>Übernehmen</translation>
    </message>
  </context>
  <context>
    <name>_MomentPopup</name>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <source>Now</source>
      <translation>Jetzt</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <source>Set</source>
      <translation>Übernehmen</translation>
    </message>
  </context>
  <context>
    <name>_Words</name>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Acknowledged</source>
      <translation>Quittiert</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Alerts</source>
      <translation>Alarme</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Category</source>
      <translation>Kategorie</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Created</source>
      <translation>Angelegt</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Number</source>
      <translation>Nummer</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Resolved</source>
      <translation>Behoben</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Service</source>
      <translation>Dienst</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Severity</source>
      <translation>Schweregrad</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Stage</source>
      <translation>Phase</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Title</source>
      <translation>Titel</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Who has it</source>
      <translation>Zuständig</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>nobody has acknowledged</source>
      <translation>niemand hat quittiert</translation>
    </message>
  </context>
</TS>
