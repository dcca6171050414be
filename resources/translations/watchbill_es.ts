<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
  <context>
    <name>About</name>
    <message>
      <location filename="../../ui/shell/about.py"></location>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/about.py"></location>
      <source>Copied</source>
      <translation>Copiado</translation>
    </message>
    <message>
      <location filename="../../ui/shell/about.py"></location>
      <source>Copy diagnostics</source>
      <translation>Copiar diagnóstico</translation>
    </message>
    <message>
      <location filename="../../ui/shell/about.py"></location>
      <source>Incident management and on-call for small teams, on their own desktops and their own database. What is copied holds versions and counts, no names, addresses or secrets.</source>
      <translation>Gestión de incidentes y guardias para equipos pequeños, en sus propios escritorios y su propia base de datos. Lo que se copia contiene versiones y recuentos, sin nombres, direcciones ni secretos.</translation>
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
      <translation>#%1 sigue la política tal como es ahora.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>#%1 is declined.</source>
      <translation>#%1 queda rechazado.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>#%1 is handed on; the policy waits for an answer.</source>
      <translation>#%1 ha pasado a otra persona; la política espera respuesta.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>#%1 is nobody's again.</source>
      <translation>#%1 vuelve a no ser de nadie.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>#%1 is open again.</source>
      <translation>#%1 vuelve a estar abierto.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>#%1 is resolved.</source>
      <translation>#%1 está resuelto.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>#%1: %2</source>
      <translation>#%1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>The next level of #%1 is paged now.</source>
      <translation>Se avisa ahora al nivel siguiente de #%1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/acts.py"></location>
      <source>You have #%1.</source>
      <translation>#%1 es tuyo.</translation>
    </message>
  </context>
  <context>
    <name>AddressLine</name>
    <message>
      <location filename="../../ui/services/sender.py"></location>
      <source>Copy %1</source>
      <translation>Copiar %1</translation>
    </message>
  </context>
  <context>
    <name>AlertCard</name>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>#%1 is silent here until %2. Paging goes on.</source>
      <translation>#%1 está en silencio aquí hasta %2. Los avisos siguen.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>%1 and %2</source>
      <translation>%1 y %2</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>%1 and %2 others</source>
      <translation>%1 y %2 más</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>%1 are paged %2.</source>
      <translation>Se avisa a %1 %2.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>%1 is paged %2.</source>
      <translation>Se avisa a %1 %2.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>%1 minutes</source>
      <translation>%1 minutos</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>%1 more</source>
      <translation>%1 más</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Acknowledge</source>
      <translation>Confirmar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Drill</source>
      <translation>Simulacro</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Escalate</source>
      <translation>Escalar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>Everybody of its policy was paged, and nobody has it.</source>
      <translation>Se avisó a todos los de su política, y no lo lleva nadie.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>I have it: nobody else is paged (Enter or A)</source>
      <translation>Lo tengo yo: no se avisa a nadie más (Intro o A)</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>Nobody answered</source>
      <translation>Nadie respondió</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>Nobody before you answered.</source>
      <translation>Nadie antes de ti respondió.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>Nobody is paged after you.</source>
      <translation>Después de ti no se avisa a nadie.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Open</source>
      <translation>Abierta</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Page the next level now</source>
      <translation>Avisar ahora al nivel siguiente</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Paging goes on meanwhile.</source>
      <translation>Los avisos siguen entretanto.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Silence this card and its sound; paging goes on</source>
      <translation>Silenciar esta tarjeta y su sonido; los avisos siguen</translation>
    </message>
    <message>
      <location filename="../../ui/shell/alert_card.py"></location>
      <source>Snooze</source>
      <translation>Posponer</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>You and %1 are paged %2.</source>
      <translation>Se os avisa a ti y a %1 %2.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>You are %1.</source>
      <translation>Eres %1.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>You are paged</source>
      <translation>Se te avisa</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>You are paged again %2.</source>
      <translation>Se te vuelve a avisar %2.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>in %1</source>
      <translation>en %1</translation>
    </message>
    <message>
      <location filename="../../ui/shell/card_words.py"></location>
      <source>now</source>
      <translation>ahora</translation>
    </message>
  </context>
  <context>
    <name>AlertDetail</name>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>%1 times</source>
      <translation>%1 veces</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>%1 times; the latest %2 are shown</source>
      <translation>%1 veces; se muestran las %2 últimas</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Alert</source>
      <translation>Alerta</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Began</source>
      <translation>Empezó</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Dedup key</source>
      <translation>Clave de deduplicación</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>First heard</source>
      <translation>Oída por primera vez</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Last heard</source>
      <translation>Oída por última vez</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Open incident #%1</source>
      <translation>Abrir el incidente #%1</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Resolved</source>
      <translation>Resuelta</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Sender</source>
      <translation>Emisor</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Sender says</source>
      <translation>El emisor dice</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>Source</source>
      <translation>Origen</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>State</source>
      <translation>Estado</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>What was heard</source>
      <translation>Lo que se oyó</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/detail.py"></location>
      <source>once</source>
      <translation>una vez</translation>
    </message>
  </context>
  <context>
    <name>AlertsCard</name>
    <message>
      <location filename="../../ui/incidents/alerts_card.py"></location>
      <source>%1 times</source>
      <translation>%1 veces</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/alerts_card.py"></location>
      <source>Alerts</source>
      <translation>Alertas</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/alerts_card.py"></location>
      <source>and %1 more</source>
      <translation>y %1 más</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/alerts_card.py"></location>
      <source>heard %1 times</source>
      <translation>oída %1 veces</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/alerts_card.py"></location>
      <source>resolved %1</source>
      <translation>resuelta %1</translation>
    </message>
  </context>
  <context>
    <name>AlertsPage</name>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>%1 alerts</source>
      <translation>%1 alertas</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>1 alert</source>
      <translation>1 alerta</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Alerts</source>
      <translation>Alertas</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Alerts land here as soon as a sender posts one.</source>
      <translation>Las alertas llegan aquí en cuanto un emisor envía una.</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Choose an alert to see its log.</source>
      <translation>Elige una alerta para ver su registro.</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Filter alerts</source>
      <translation>Filtrar alertas</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>No alert is open.</source>
      <translation>No hay ninguna alerta abierta.</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Open</source>
      <translation>Abierta</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Open incident #%1</source>
      <translation>Abrir el incidente #%1</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Point Alertmanager, PagerDuty's client or anything else at Watchbill.</source>
      <translation>Apunta Alertmanager, el cliente de PagerDuty o cualquier otra cosa a Watchbill.</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Set up a sender</source>
      <translation>Configurar un emisor</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Show older ones</source>
      <translation>Mostrar anteriores</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/page.py"></location>
      <source>Show those that are over</source>
      <translation>Mostrar las terminadas</translation>
    </message>
  </context>
  <context>
    <name>ApprovalSheet</name>
    <message>
      <location filename="../../ui/playbooks/approval.py"></location>
      <source>Approve and run</source>
      <translation>Aprobar y ejecutar</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/approval.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/approval.py"></location>
      <source>Exactly this will be run</source>
      <translation>Se ejecutará exactamente esto</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/approval.py"></location>
      <source>Send</source>
      <translation>Enviar</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/approval.py"></location>
      <source>This is sent to them as soon as you press the button.</source>
      <translation>Se les envía en cuanto pulses el botón.</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/approval.py"></location>
      <source>This runs on this computer, with your rights. Read it as if you typed it yourself.</source>
      <translation>Esto se ejecuta en este equipo, con tus permisos. Léelo como si lo teclearas tú.</translation>
    </message>
  </context>
  <context>
    <name>AskPopup</name>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>A word on why</source>
      <translation>Unas palabras sobre el porqué</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Anyone of the team</source>
      <translation>Cualquiera del equipo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Ask</source>
      <translation>Pedir</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Ask for cover</source>
      <translation>Pedir sustitución</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ask_popup.py"></location>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Choose a shift</source>
      <translation>Elige un turno</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>For the shift of</source>
      <translation>Por el turno de</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>From</source>
      <translation>Desde</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>From when until when?</source>
      <translation>¿Desde cuándo hasta cuándo?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Nobody named: anyone</source>
      <translation>Sin nombrar a nadie: cualquiera</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Offer</source>
      <translation>Ofrecer</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Offer a swap</source>
      <translation>Ofrecer un intercambio</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Until</source>
      <translation>Hasta</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Whom</source>
      <translation>A quién</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Whose shift would you take?</source>
      <translation>¿De quién tomarías el turno?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>Your shift</source>
      <translation>Tu turno</translation>
    </message>
  </context>
  <context>
    <name>AskSheet</name>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Ask a language model</source>
      <translation>Preguntar a un modelo de lenguaje</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Exactly this will be sent</source>
      <translation>Se enviará exactamente esto</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Masked: %1</source>
      <translation>Enmascarado: %1</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Send this</source>
      <translation>Enviar esto</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>This leaves for %1, and nothing else does. Its answer is put into the section for you to read; nothing is saved by it.</source>
      <translation>Esto sale hacia %1, y nada más. Su respuesta se pone en la sección para que la leas; no guarda nada.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Waiting for the answer…</source>
      <translation>Esperando la respuesta…</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>nothing</source>
      <translation>nada</translation>
    </message>
  </context>
  <context>
    <name>Asked</name>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>%1 and %2 would swap</source>
      <translation>%1 y %2 intercambiarían</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>%1 asks the team to cover</source>
      <translation>%1 pide al equipo una sustitución</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>%1 asks you to cover</source>
      <translation>%1 te pide que le sustituyas</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>%1 for %2</source>
      <translation>%1 por %2</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>%1 has the pager now.</source>
      <translation>%1 tiene el busca ahora.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>%1 offers you a swap</source>
      <translation>%1 te ofrece un intercambio</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>%2 would cover %1</source>
      <translation>%2 sustituiría a %1</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Accept</source>
      <translation>Aceptar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Approve</source>
      <translation>Aprobar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Decline</source>
      <translation>Rechazar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>For %1 hours</source>
      <translation>Durante %1 horas</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>For %1 minutes</source>
      <translation>Durante %1 minutos</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>For 1 hour</source>
      <translation>Durante 1 hora</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>Give the pager of %1 back (until %2)</source>
      <translation>Devolver el busca de %1 (hasta %2)</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>Nobody</source>
      <translation>Nadie</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>Open incidents that page somebody already go on with them: %1.</source>
      <translation>Los incidentes abiertos que ya avisan a alguien siguen con esa persona: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Requests: covers and swaps</source>
      <translation>Peticiones: sustituciones e intercambios</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Rota</source>
      <translation>Cuadrante</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Show</source>
      <translation>Mostrar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Take the pager</source>
      <translation>Tomar el busca</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Take the pager of %1</source>
      <translation>Tomar el busca de %1</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked.py"></location>
      <source>Turn down</source>
      <translation>Declinar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/asked_words.py"></location>
      <source>You have the pager until %1.</source>
      <translation>Tienes el busca hasta %1.</translation>
    </message>
  </context>
  <context>
    <name>AtField</name>
    <message>
      <location filename="../../ui/schedules/hand/at_field.py"></location>
      <source>14:00 · thu 9:00 · 26 nov 9:00 · +2h</source>
      <translation>14:00 · thu 9:00 · 26 nov 9:00 · +2h</translation>
    </message>
  </context>
  <context>
    <name>Attention</name>
    <message>
      <location filename="../../ui/shell/attention.py"></location>
      <source>Pages still reach you here. Quit from this icon's menu.</source>
      <translation>Los avisos te siguen llegando aquí. Se sale desde el menú de este icono.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/attention.py"></location>
      <source>Quit</source>
      <translation>Salir</translation>
    </message>
    <message>
      <location filename="../../ui/shell/attention.py"></location>
      <source>Quit Watchbill?</source>
      <translation>¿Salir de Watchbill?</translation>
    </message>
    <message>
      <location filename="../../ui/shell/attention.py"></location>
      <source>Stay</source>
      <translation>Quedarse</translation>
    </message>
    <message>
      <location filename="../../ui/shell/attention.py"></location>
      <source>The engine runs in this program. Unless another one runs, no signal is taken in and nobody is paged until Watchbill is started again.</source>
      <translation>El motor se ejecuta en este programa. Si no hay otro en marcha, no se acepta ninguna señal ni se avisa a nadie hasta que Watchbill vuelva a empezar.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/attention.py"></location>
      <source>This desktop no longer shows or sounds pages to you; messages by your other contacts still come.</source>
      <translation>Este escritorio ya no muestra ni hace sonar tus avisos; los mensajes por tus otros contactos siguen llegando.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/attention.py"></location>
      <source>Watchbill keeps watch</source>
      <translation>Watchbill sigue vigilando</translation>
    </message>
  </context>
  <context>
    <name>AttentionCard</name>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Alert card above all windows</source>
      <translation>Tarjeta de alerta sobre todas las ventanas</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Listen</source>
      <translation>Escuchar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Pages to me, here</source>
      <translation>Avisos para mí, aquí</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Sound, again and again until somebody acts</source>
      <translation>Sonido, una y otra vez hasta que alguien actúe</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>With both off, only your other contacts and the tray tell you of a page.</source>
      <translation>Con ambos apagados, solo tus otros contactos y la bandeja te informan de un aviso.</translation>
    </message>
  </context>
  <context>
    <name>AvatarRow</name>
    <message>
      <location filename="../../ui/widgets/avatar.py"></location>
      <source>Nobody</source>
      <translation>Nadie</translation>
    </message>
  </context>
  <context>
    <name>AwayCard</name>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Copy numbers</source>
      <translation>Copiar números</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Copy picture</source>
      <translation>Copiar imagen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>How %1 is computed</source>
      <translation>Cómo se calcula %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>How this is computed</source>
      <translation>Cómo se calcula</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Not saved: %1</source>
      <translation>No se guardó: %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Save CSV…</source>
      <translation>Guardar CSV…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Save PNG…</source>
      <translation>Guardar PNG…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Save SVG…</source>
      <translation>Guardar SVG…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Saved %1</source>
      <translation>Guardado: %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Take %1 away</source>
      <translation>Llevarse %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>Take it away</source>
      <translation>Llevárselo</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>The numbers are on the clipboard</source>
      <translation>Los números están en el portapapeles</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>The picture is on the clipboard</source>
      <translation>La imagen está en el portapapeles</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/away.py"></location>
      <source>it cannot be written there</source>
      <translation>no se puede escribir ahí</translation>
    </message>
  </context>
  <context>
    <name>AwayEntry</name>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>Away from</source>
      <translation>Ausente desde</translation>
    </message>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>Back at</source>
      <translation>Vuelve</translation>
    </message>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>Take this time off out</source>
      <translation>Quitar esta ausencia</translation>
    </message>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>When from, and when back? A date such as 2026-12-21, or with a time.</source>
      <translation>¿Desde cuándo, y cuándo vuelve? Una fecha como 2026-12-21, o con hora.</translation>
    </message>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>Why</source>
      <translation>Por qué</translation>
    </message>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>holiday</source>
      <translation>festivo</translation>
    </message>
    <message>
      <location filename="../../ui/people/away_entry.py"></location>
      <source>until</source>
      <translation>hasta</translation>
    </message>
  </context>
  <context>
    <name>BackupCard</name>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>%1 are there; the last was made %2 (%3).</source>
      <translation>Hay %1; la última se hizo %2 (%3).</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>And the last of each month, for a year.</source>
      <translation>Y la última de cada mes, durante un año.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Back up now</source>
      <translation>Copiar ahora</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Backups</source>
      <translation>Copias</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Backups by the clock</source>
      <translation>Copias programadas</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Choose a folder…</source>
      <translation>Elegir una carpeta…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Empty: none are made. Best on another disk, such as one that is synchronised.</source>
      <translation>Vacío: no se hacen. Mejor en otro disco, por ejemplo uno que se sincroniza.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Every</source>
      <translation>Cada</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Folder</source>
      <translation>Carpeta</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Keep the latest</source>
      <translation>Conservar las últimas</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>None are made on this machine. A PostgreSQL is usually backed up where it runs, with pg_dump.</source>
      <translation>No se hacen en este equipo. Un PostgreSQL suele copiarse donde se ejecuta, con pg_dump.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>None was made yet; the first comes within the hour.</source>
      <translation>Aún no se ha hecho ninguna; la primera llega antes de una hora.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Save when backups are made</source>
      <translation>Guardar cuándo se hacen las copias</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Such as 6h or 1d.</source>
      <translation>Por ejemplo 6h o 1d.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>The sample team is not kept.</source>
      <translation>El equipo de ejemplo no se conserva.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Where backups go</source>
      <translation>Adónde van las copias</translation>
    </message>
  </context>
  <context>
    <name>Balance</name>
    <message>
      <location filename="../../ui/schedules/balance/balance.py"></location>
      <source>%1 red findings</source>
      <translation>%1 hallazgos rojos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/balance.py"></location>
      <source>1 red finding</source>
      <translation>1 hallazgo rojo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/balance.py"></location>
      <source>Checks and fairness</source>
      <translation>Comprobaciones y equidad</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/balance.py"></location>
      <source>Checks, fairness and fair fill (B)</source>
      <translation>Comprobaciones, equidad y reparto justo (B)</translation>
    </message>
  </context>
  <context>
    <name>BalancePanel</name>
    <message>
      <location filename="../../ui/schedules/balance/panel.py"></location>
      <source>Balance</source>
      <translation>Equilibrio</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/panel.py"></location>
      <source>Balance of %1</source>
      <translation>Equilibrio de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/panel.py"></location>
      <source>Checks</source>
      <translation>Comprobaciones</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/panel.py"></location>
      <source>Checks %1</source>
      <translation>Comprobaciones %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/panel.py"></location>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/panel.py"></location>
      <source>Fair fill</source>
      <translation>Reparto justo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/panel.py"></location>
      <source>Fairness</source>
      <translation>Equidad</translation>
    </message>
  </context>
  <context>
    <name>Bar</name>
    <message>
      <location filename="../../ui/widgets/bar.py"></location>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
  </context>
  <context>
    <name>Bars</name>
    <message>
      <location filename="../../ui/status/bars.py"></location>
      <source>%1: trouble on %2 of %3 days</source>
      <translation>%1: problemas en %2 de %3 días</translation>
    </message>
    <message>
      <location filename="../../ui/status/bars.py"></location>
      <source>No data</source>
      <translation>Sin datos</translation>
    </message>
  </context>
  <context>
    <name>Beginning</name>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>%1 is on call from now on. Time zone: %2.</source>
      <translation>%1 está de guardia a partir de ahora. Zona horaria: %2.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>%1 is on call from now until %2, then %3. Time zone: %4.</source>
      <translation>%1 está de guardia desde ahora hasta %2, después %3. Zona horaria: %4.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Ana, Ben, Cy</source>
      <translation>Ana, Ben, Cy</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Choose people</source>
      <translation>Elige personas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Create schedule</source>
      <translation>Crear calendario</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Each 12 hours, 08:00 and 20:00</source>
      <translation>Cada 12 horas, 08:00 y 20:00</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Each day, 09:00</source>
      <translation>Cada día, 09:00</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Each week, Monday 09:00</source>
      <translation>Cada semana, lunes 09:00</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Expected one person at least.</source>
      <translation>Se esperaba al menos una persona.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Hand-off</source>
      <translation>Relevo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>New schedule</source>
      <translation>Nuevo calendario</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Nobody is here yet: write their names, with commas between.</source>
      <translation>Aún no hay nadie: escribe sus nombres, separados por comas.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>They take turns in this order; it can be changed by dragging later.</source>
      <translation>Se turnan en este orden; después se puede cambiar arrastrando.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>Who takes turns</source>
      <translation>Quién se turna</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/beginning.py"></location>
      <source>primary</source>
      <translation>principal</translation>
    </message>
  </context>
  <context>
    <name>Beside</name>
    <message>
      <location filename="../../ui/beside.py"></location>
      <source>Everywhere</source>
      <translation>En todas partes</translation>
    </message>
    <message>
      <location filename="../../ui/beside.py"></location>
      <source>Open another window</source>
      <translation>Abrir otra ventana</translation>
    </message>
  </context>
  <context>
    <name>Between</name>
    <message>
      <location filename="../../ui/schedules/between/between.py"></location>
      <source>What was paged before goes on with whom it was paged: %1.</source>
      <translation>Lo avisado antes sigue con quien se avisó: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/between.py"></location>
      <source>nobody</source>
      <translation>nadie</translation>
    </message>
  </context>
  <context>
    <name>Board</name>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>%1 interruptions</source>
      <translation>%1 interrupciones</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>%1 of %2 incidents are still open.</source>
      <translation>%1 de %2 incidentes siguen abiertos.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>%1, by severity</source>
      <translation>%1, por severidad</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>, by their own clock</source>
      <translation>, según su propio reloj</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>, with 95 % confidence between %1 and %2</source>
      <translation>, con un 95 % de confianza entre %1 y %2</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>, without maintenance</source>
      <translation>, sin mantenimiento</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>. With %1 open ones (Kaplan-Meier): median %2</source>
      <translation>. Con %1 abiertos (Kaplan-Meier): mediana %2</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>1 interruption</source>
      <translation>1 interrupción</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Customer impact, 0 to 100: median %1, the worst %2.</source>
      <translation>Impacto en clientes, de 0 a 100: mediana %1, el peor %2.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Here: median %1</source>
      <translation>Aquí: mediana %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>How long it takes</source>
      <translation>Cuánto se tarda</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Incidents</source>
      <translation>Incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Left out of all figures: %1 drills, %2 declined, %3 merged.</source>
      <translation>Fuera de todas las cifras: %1 simulacros, %2 rechazados, %3 fusionados.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Noise: %1 alerts per incident, %2 of %3 pages without action, %4 ended by themselves, %5 flapping.</source>
      <translation>Ruido: %1 alertas por incidente, %2 de %3 avisos sin acción, %4 terminaron solos, %5 oscilan.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>On-call load</source>
      <translation>Carga de guardias</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Reading incidents …</source>
      <translation>Leyendo incidentes …</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Reading incidents … %1 of %2</source>
      <translation>Leyendo incidentes … %1 de %2</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Time to resolve</source>
      <translation>Tiempo hasta resolver</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>What interrupts us</source>
      <translation>Qué nos interrumpe</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>When it happens</source>
      <translation>Cuándo ocurre</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>Whom it interrupts</source>
      <translation>A quién interrumpe</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>by day</source>
      <translation>por día</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>by month</source>
      <translation>por mes</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>by their own clock</source>
      <translation>según su propio reloj</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>by week</source>
      <translation>por semana</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>created, %1</source>
      <translation>creados, %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>detected to resolved · n = %1</source>
      <translation>de detectado a resuelto · n = %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>hours, each paid once</source>
      <translation>horas, cada una pagada una vez</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>median, band to p90 · %1 · n = %2</source>
      <translation>mediana, banda hasta p90 · %1 · n = %2</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/board.py"></location>
      <source>vs before</source>
      <translation>frente a antes</translation>
    </message>
  </context>
  <context>
    <name>BranchEntry</name>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Branch</source>
      <translation>Rama</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Choose the policy that this branch leads to.</source>
      <translation>Elige la política a la que lleva esta rama.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>If it has</source>
      <translation>Si tiene</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Policy</source>
      <translation>Política</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Services</source>
      <translation>Servicios</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Severity</source>
      <translation>Severidad</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Take this branch out</source>
      <translation>Quitar esta rama</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Urgency</source>
      <translation>Urgencia</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>Which policy?</source>
      <translation>¿Qué política?</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>any service</source>
      <translation>cualquier servicio</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>any severity</source>
      <translation>cualquier severidad</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>any urgency</source>
      <translation>cualquier urgencia</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>begun in these hours</source>
      <translation>empezado en estas horas</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>high urgency</source>
      <translation>urgencia alta</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>low urgency</source>
      <translation>urgencia baja</translation>
    </message>
    <message>
      <location filename="../../ui/policies/branch_entry.py"></location>
      <source>then go by</source>
      <translation>entonces seguir</translation>
    </message>
  </context>
  <context>
    <name>Bringing</name>
    <message>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>%1 are there already.</source>
      <translation>%1 ya están.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>%1 messages from %2 come into the timeline at the time they were written.</source>
      <translation>%1 mensajes de %2 entran en la cronología a la hora en que se escribieron.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>%1 of another time stay out.</source>
      <translation>%1 de otro momento se quedan fuera.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>1 message from %2 comes into the timeline at the time it was written.</source>
      <translation>1 mensaje de %2 entra en la cronología a la hora en que se escribió.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>Bring in</source>
      <translation>Incorporar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>Everything in %1 is there already.</source>
      <translation>Todo lo de %1 ya está aquí.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>Nobody of the team: %1.</source>
      <translation>Nadie del equipo: %1.</translation>
    </message>
  </context>
  <context>
    <name>Button</name>
    <message>
      <location filename="../../ui/widgets/button.py"></location>
      <source>Opens a menu</source>
      <translation>Abre un menú</translation>
    </message>
  </context>
  <context>
    <name>CalendarLinks</name>
    <message>
      <location filename="../../ui/schedules/calendars/links.py"></location>
      <source>Calendar files…</source>
      <translation>Archivos de calendario…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/links.py"></location>
      <source>Export my shifts of it…</source>
      <translation>Exportar mis turnos de este…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/links.py"></location>
      <source>Export what is shown…</source>
      <translation>Exportar lo que se muestra…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/links.py"></location>
      <source>Import a calendar file…</source>
      <translation>Importar un archivo de calendario…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/links.py"></location>
      <source>Subscribe</source>
      <translation>Suscribirse</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/links.py"></location>
      <source>These shifts in your own calendar, always current</source>
      <translation>Estos turnos en tu propio calendario, siempre al día</translation>
    </message>
  </context>
  <context>
    <name>Calendars</name>
    <message>
      <location filename="../../ui/schedules/calendars/calendars.py"></location>
      <source>Import a calendar file</source>
      <translation>Importar un archivo de calendario</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/calendars.py"></location>
      <source>Imported.</source>
      <translation>Importado.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/calendars.py"></location>
      <source>Save as a calendar file</source>
      <translation>Guardar como archivo de calendario</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/calendars.py"></location>
      <source>Saved %1</source>
      <translation>Guardado: %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/calendars.py"></location>
      <source>There is no schedule to subscribe to yet.</source>
      <translation>Aún no hay ningún calendario al que suscribirse.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/words.py"></location>
      <source>nobody</source>
      <translation>nadie</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/calendars.py"></location>
      <source>rota</source>
      <translation>cuadrante</translation>
    </message>
  </context>
  <context>
    <name>Calls</name>
    <message>
      <location filename="../../ui/shell/calls.py"></location>
      <source>%1 is over.</source>
      <translation>%1 ha terminado.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/calls.py"></location>
      <source>%1 no longer pages you.</source>
      <translation>%1 ya no te avisa.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/calls.py"></location>
      <source>%2 has %1.</source>
      <translation>%2 lleva %1.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/calls.py"></location>
      <source>You have %1.</source>
      <translation>Llevas %1.</translation>
    </message>
  </context>
  <context>
    <name>CandidatesPopup</name>
    <message>
      <location filename="../../ui/schedules/hand/candidates.py"></location>
      <source>Nobody is free then.</source>
      <translation>Nadie está libre entonces.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/candidates.py"></location>
      <source>Type to filter</source>
      <translation>Escribe para filtrar</translation>
    </message>
  </context>
  <context>
    <name>Carried</name>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>%1 gaps</source>
      <translation>%1 huecos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>%1 n</source>
      <translation>%1 n</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>%1 nights</source>
      <translation>%1 noches</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>%1 on purpose</source>
      <translation>%1 a propósito</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>%1 we</source>
      <translation>%1 fs</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>%1 weekends</source>
      <translation>%1 fines de semana</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>1 gap: nobody is paged</source>
      <translation>1 hueco: no se avisa a nadie</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>1 night</source>
      <translation>1 noche</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>1 on purpose</source>
      <translation>1 a propósito</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>1 weekend</source>
      <translation>1 fin de semana</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>Coverage %1 %</source>
      <translation>Cobertura %1 %</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>No gap.</source>
      <translation>Sin huecos.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>Nobody is planned yet.</source>
      <translation>Aún no hay nadie previsto.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>On call in this span</source>
      <translation>De guardia en este periodo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>People</source>
      <translation>Personas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>free</source>
      <translation>libre</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>in this span</source>
      <translation>en este periodo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/carried.py"></location>
      <source>not on call</source>
      <translation>no está de guardia</translation>
    </message>
  </context>
  <context>
    <name>CatchUpSheet</name>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>Catch up</source>
      <translation>Ponerse al día</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>Catch up on #%1</source>
      <translation>Ponerse al día con #%1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>Copy</source>
      <translation>Copiar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>Got it</source>
      <translation>Entendido</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>made from the timeline, nothing leaves this machine</source>
      <translation>hecho a partir de la cronología; nada sale de este equipo</translation>
    </message>
  </context>
  <context>
    <name>CategoryEntry</name>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Category</source>
      <translation>Categoría</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Take the category %1 away</source>
      <translation>Quitar la categoría %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>What %1 means</source>
      <translation>Qué significa %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>What it means</source>
      <translation>Qué significa</translation>
    </message>
  </context>
  <context>
    <name>Centre</name>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>%1 new notifications</source>
      <translation>%1 notificaciones nuevas</translation>
    </message>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>1 new notification</source>
      <translation>1 notificación nueva</translation>
    </message>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>Everywhere</source>
      <translation>En todas partes</translation>
    </message>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>Notifications</source>
      <translation>Notificaciones</translation>
    </message>
  </context>
  <context>
    <name>CentreSheet</name>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>%1 unread</source>
      <translation>%1 sin leer</translation>
    </message>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>Nothing was told to you yet. Pages, hand-offs, requests and reminders are listed here.</source>
      <translation>Aún no se te ha dicho nada. Aquí se listan avisos, relevos, peticiones y recordatorios.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>Notifications</source>
      <translation>Notificaciones</translation>
    </message>
    <message>
      <location filename="../../ui/shell/centre.py"></location>
      <source>unread</source>
      <translation>sin leer</translation>
    </message>
  </context>
  <context>
    <name>Changed</name>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>#%1 changed just now</source>
      <translation>#%1 acaba de cambiar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>A playbook changed just now</source>
      <translation>Un playbook acaba de cambiar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>A review changed just now</source>
      <translation>Una revisión acaba de cambiar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>Incidents changed just now</source>
      <translation>Los incidentes acaban de cambiar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>People changed just now</source>
      <translation>Las personas acaban de cambiar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>Policies changed just now</source>
      <translation>Las políticas acaban de cambiar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>Services changed just now</source>
      <translation>Los servicios acaban de cambiar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>The rota changed just now</source>
      <translation>El cuadrante acaba de cambiar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>The status page changed just now</source>
      <translation>La página de estado acaba de cambiar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/changed.py"></location>
      <source>Workflows changed just now</source>
      <translation>Los flujos de trabajo acaban de cambiar</translation>
    </message>
  </context>
  <context>
    <name>ChannelForm</name>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Address</source>
      <translation>Dirección</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>It is sealed, and never shown again.</source>
      <translation>Se sella y no se vuelve a mostrar.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Save channel</source>
      <translation>Guardar canal</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Send a test</source>
      <translation>Enviar una prueba</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>The one that is stored</source>
      <translation>La guardada</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Where it is</source>
      <translation>Dónde está</translation>
    </message>
  </context>
  <context>
    <name>ChannelLine</name>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Change</source>
      <translation>Cambiar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Change %1</source>
      <translation>Cambiar %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Its address is forgotten, and has to be typed again to have it back.</source>
      <translation>Su dirección se olvida y hay que escribirla de nuevo para recuperarlo.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Keep it</source>
      <translation>Conservarlo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Remove</source>
      <translation>Eliminar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Remove %1</source>
      <translation>Eliminar %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Send a test</source>
      <translation>Enviar una prueba</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Send a test to %1</source>
      <translation>Enviar una prueba a %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>The address is sealed: it can be replaced, not read.</source>
      <translation>La dirección está sellada: se puede sustituir, no leer.</translation>
    </message>
  </context>
  <context>
    <name>ChannelsCard</name>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Add a channel</source>
      <translation>Añadir un canal</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Channels</source>
      <translation>Canales</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Removed. Its address is forgotten.</source>
      <translation>Eliminado. Su dirección se ha olvidado.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Rooms that many read: a chat, a mailing list. Levels of a policy, groups that are told of updates and workflows can write there.</source>
      <translation>Salas que leen muchos: un chat, una lista de correo. Los niveles de una política, los grupos que reciben actualizaciones y los flujos de trabajo pueden escribir ahí.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Saved.</source>
      <translation>Guardado.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Sending…</source>
      <translation>Enviando…</translation>
    </message>
  </context>
  <context>
    <name>Chart</name>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>%1: %2, %3 resolved</source>
      <translation>%1: %2, %3 resueltos</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>%1: %2, %3 resolved, %4 open</source>
      <translation>%1: %2, %3 resueltos, %4 abiertos</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>%1: nothing was resolved</source>
      <translation>%1: no se resolvió nada</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>Week of %1</source>
      <translation>Semana del %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>holiday</source>
      <translation>festivo</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>incidents</source>
      <translation>incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>median %1</source>
      <translation>mediana %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>median %1, p90 %2</source>
      <translation>mediana %1, p90 %2</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>more than half are still open</source>
      <translation>más de la mitad siguen abiertos</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>night</source>
      <translation>noche</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>no service</source>
      <translation>sin servicio</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>off hours</source>
      <translation>fuera de horario</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>sleep</source>
      <translation>sueño</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>somebody</source>
      <translation>alguien</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>weekday</source>
      <translation>laborable</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>weekend</source>
      <translation>fin de semana</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/idiom.py"></location>
      <source>work</source>
      <translation>trabajo</translation>
    </message>
  </context>
  <context>
    <name>CheckLines</name>
    <message>
      <location filename="../../ui/schedules/publish/check_lines.py"></location>
      <source>%1 more were there before.</source>
      <translation>%1 más ya estaban antes.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/check_lines.py"></location>
      <source>%1, and %2 more times</source>
      <translation>%1, y %2 veces más</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/check_lines.py"></location>
      <source>%1, and again</source>
      <translation>%1, y otra vez</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/check_lines.py"></location>
      <source>Nothing new.</source>
      <translation>Nada nuevo.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/check_lines.py"></location>
      <source>Show %1 more</source>
      <translation>Mostrar %1 más</translation>
    </message>
  </context>
  <context>
    <name>ChecksPanel</name>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>%1 gaps, %2</source>
      <translation>%1 huecos, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>%1 more times</source>
      <translation>%1 veces más</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>1 gap, %2</source>
      <translation>1 hueco, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>Nothing to mend.</source>
      <translation>Nada que arreglar.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>Show %1 more</source>
      <translation>Mostrar %1 más</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>no gap</source>
      <translation>sin huecos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>of the next %1 days</source>
      <translation>de los próximos %1 días</translation>
    </message>
  </context>
  <context>
    <name>ChoiceButton</name>
    <message>
      <location filename="../../ui/schedules/choice_button.py"></location>
      <source>Opens a menu</source>
      <translation>Abre un menú</translation>
    </message>
  </context>
  <context>
    <name>ChoiceList</name>
    <message>
      <location filename="../../ui/widgets/choices.py"></location>
      <source>Choices</source>
      <translation>Opciones</translation>
    </message>
  </context>
  <context>
    <name>ChoicePopup</name>
    <message>
      <location filename="../../ui/widgets/picker.py"></location>
      <source>Nothing matches</source>
      <translation>Nada coincide</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/picker.py"></location>
      <source>Type to filter</source>
      <translation>Escribe para filtrar</translation>
    </message>
  </context>
  <context>
    <name>ChosenChip</name>
    <message>
      <location filename="../../ui/widgets/multi.py"></location>
      <source>Remove %s</source>
      <translation>Quitar %s</translation>
    </message>
  </context>
  <context>
    <name>ClashCard</name>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>Mine</source>
      <translation>Míos</translation>
    </message>
  </context>
  <context>
    <name>Clock</name>
    <message>
      <location filename="../../ui/language/moments.py"></location>
      <source>acknowledged</source>
      <translation>confirmado</translation>
    </message>
    <message>
      <location filename="../../ui/language/moments.py"></location>
      <source>created</source>
      <translation>creado</translation>
    </message>
    <message>
      <location filename="../../ui/language/moments.py"></location>
      <source>detected</source>
      <translation>detectado</translation>
    </message>
    <message>
      <location filename="../../ui/language/moments.py"></location>
      <source>impact started</source>
      <translation>inicio del impacto</translation>
    </message>
    <message>
      <location filename="../../ui/language/moments.py"></location>
      <source>mitigated</source>
      <translation>mitigado</translation>
    </message>
    <message>
      <location filename="../../ui/language/moments.py"></location>
      <source>resolved</source>
      <translation>resuelto</translation>
    </message>
  </context>
  <context>
    <name>ClockLine</name>
    <message>
      <location filename="../../ui/workflows/when_field.py"></location>
      <source>Take this out</source>
      <translation>Quitar esto</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/when_field.py"></location>
      <source>or</source>
      <translation>o</translation>
    </message>
  </context>
  <context>
    <name>ClockPopup</name>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Correct</source>
      <translation>Corregir</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Correct %1</source>
      <translation>Corregir %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Say it like 14:02, yesterday 9:00 or 20 min ago.</source>
      <translation>Escribe, por ejemplo, 14:02, yesterday 9:00 o 20 min ago.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Say why, in a few words.</source>
      <translation>Di por qué, en pocas palabras.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Such as: customers wrote at nine already</source>
      <translation>Por ejemplo: los clientes ya escribieron a las nueve</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>The first value and your reason stay in the timeline.</source>
      <translation>El primer valor y tu motivo quedan en la cronología.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Why</source>
      <translation>Por qué</translation>
    </message>
  </context>
  <context>
    <name>ClockTable</name>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>Clock</source>
      <translation>Reloj</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>MTTR with %1 open ones (Kaplan-Meier)</source>
      <translation>MTTR con %1 abiertos (Kaplan-Meier)</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>Mean</source>
      <translation>Media</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>Median</source>
      <translation>Mediana</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>Median, 95 %</source>
      <translation>Mediana, 95 %</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>Missing</source>
      <translation>Faltan</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clock_table.py"></location>
      <source>The clocks</source>
      <translation>Los relojes</translation>
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
      <translation>Relojes</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Correct %1: %2</source>
      <translation>Corregir %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Corrected by %1: %2</source>
      <translation>Corregido por %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>First: %1</source>
      <translation>Primero: %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/clocks_card.py"></location>
      <source>Not known</source>
      <translation>No se sabe</translation>
    </message>
  </context>
  <context>
    <name>Command</name>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>A main part is broken</source>
      <translation>Una parte principal está rota</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>Another matter: /split mails are late</source>
      <translation>Otro asunto: /split el correo va con retraso</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>Call somebody: /help ben the proxy</source>
      <translation>Llamar a alguien: /help ben el proxy</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Customers are cut off</source>
      <translation>Los clientes no pueden usarlo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>For how long? Say it like 30m, 2h or 1d.</source>
      <translation>¿Cuánto tiempo? Escribe, por ejemplo, 30m, 2h o 1d.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Give somebody a part</source>
      <translation>Dar un papel a alguien</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Go by the policy as it is now</source>
      <translation>Seguir la política tal como es ahora</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Hand it to somebody, who is called at once</source>
      <translation>Pasarlo a alguien, a quien se llama al momento</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>I have it</source>
      <translation>Lo tengo yo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>It can wait</source>
      <translation>Puede esperar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>It has to do with another: /relate 12</source>
      <translation>Tiene que ver con otro: /relate 12</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>It is over; say what solved it</source>
      <translation>Ha terminado; di qué lo resolvió</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>Leave it alone: /snooze 2h</source>
      <translation>Dejarlo en paz: /snooze 2h</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Move it on</source>
      <translation>Hacerlo avanzar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>Open the room to talk in</source>
      <translation>Abrir la sala para hablar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Page the next level now</source>
      <translation>Avisar ahora al nivel siguiente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Say in a few words what is to be done.</source>
      <translation>Di en pocas palabras qué hay que hacer.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>Say in a few words what the other matter is.</source>
      <translation>Di en pocas palabras cuál es el otro asunto.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Something to be done</source>
      <translation>Algo por hacer</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>There is a way round it</source>
      <translation>Hay una forma de evitarlo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>There is no command /%1. A note that begins with a slash is typed with two.</source>
      <translation>No existe la orden /%1. Una nota que empieza por barra se escribe con dos.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>What happened so far</source>
      <translation>Lo ocurrido hasta ahora</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>Which incident? Give its number.</source>
      <translation>¿Qué incidente? Da su número.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Which role? There are: %1.</source>
      <translation>¿Qué papel? Existen: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Which stage? There are: %1.</source>
      <translation>¿Qué fase? Existen: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Who is it for?</source>
      <translation>¿Para quién es?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Who? Several people match %1.</source>
      <translation>¿Quién? Varias personas coinciden con %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Who? There is nobody called %1.</source>
      <translation>¿Quién? No hay nadie que se llame %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/command.py"></location>
      <source>Work goes on</source>
      <translation>El trabajo sigue</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint_command.py"></location>
      <source>Work goes on in another: /merge 12</source>
      <translation>El trabajo sigue en otro: /merge 12</translation>
    </message>
  </context>
  <context>
    <name>Commanding</name>
    <message>
      <location filename="../../ui/incidents/commanding.py"></location>
      <source>It was not stored.</source>
      <translation>No se guardó.</translation>
    </message>
  </context>
  <context>
    <name>CompareChip</name>
    <message>
      <location filename="../../ui/metrics/compare.py"></location>
      <source>Compare</source>
      <translation>Comparar</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/compare.py"></location>
      <source>With %1</source>
      <translation>Con %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/compare.py"></location>
      <source>With a year before</source>
      <translation>Con un año antes</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/compare.py"></location>
      <source>With days of your own…</source>
      <translation>Con días a tu elección…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/compare.py"></location>
      <source>With the period before</source>
      <translation>Con el periodo anterior</translation>
    </message>
  </context>
  <context>
    <name>Comparison</name>
    <message>
      <location filename="../../ui/schedules/balance/score.py"></location>
      <source>Proposal</source>
      <translation>Propuesta</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/score.py"></location>
      <source>Today</source>
      <translation>Hoy</translation>
    </message>
  </context>
  <context>
    <name>Completion</name>
    <message>
      <location filename="../../ui/incidents/completion.py"></location>
      <source>Completions</source>
      <translation>Sugerencias</translation>
    </message>
  </context>
  <context>
    <name>ComposeSheet</name>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Add a group</source>
      <translation>Añadir un grupo</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Add to the timeline</source>
      <translation>Añadir a la cronología</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Begin with a template</source>
      <translation>Empezar con una plantilla</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Goes to: %1</source>
      <translation>Va a: %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Groups</source>
      <translation>Grupos</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Here you see every word, and what is masked in it.</source>
      <translation>Aquí ves cada palabra, y lo que se enmascara en ella.</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>How it stands</source>
      <translation>Cómo está</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Markdown, in plain words.</source>
      <translation>Markdown, en palabras sencillas.</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Masked: %1.</source>
      <translation>Enmascarado: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Next update</source>
      <translation>Próxima actualización</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Nothing needs a mask.</source>
      <translation>Nada necesita máscara.</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Only in the timeline of this incident.</source>
      <translation>Solo en la cronología de este incidente.</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Send</source>
      <translation>Enviar</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Tell people about #%1</source>
      <translation>Informar sobre #%1</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Template</source>
      <translation>Plantilla</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>The status page and everybody who subscribed to it</source>
      <translation>La página de estado y todos sus suscriptores</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>What does not work</source>
      <translation>Qué no funciona</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>What leaves</source>
      <translation>Qué sale</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>What leaves, with everything that is masked</source>
      <translation>Qué sale, con todo lo que se enmascara</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>What should they know? What is it, what does it mean for them, what happens next?</source>
      <translation>¿Qué deben saber? ¿Qué es, qué significa para ellos, qué viene después?</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>What the page calls it</source>
      <translation>Cómo lo llama la página</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>What you say</source>
      <translation>Qué dices</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Who reads it</source>
      <translation>Quién lo lee</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>Words that customers use.</source>
      <translation>Palabras que usan los clientes.</translation>
    </message>
    <message>
      <location filename="../../ui/status/compose.py"></location>
      <source>the status page</source>
      <translation>la página de estado</translation>
    </message>
  </context>
  <context>
    <name>Composer</name>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>Give a file or a picture</source>
      <translation>Adjuntar un archivo o una imagen</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>Give files to the incident</source>
      <translation>Adjuntar archivos al incidente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>It cannot have happened in the future.</source>
      <translation>No puede haber ocurrido en el futuro.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>It happened earlier</source>
      <translation>Ocurrió antes</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>Note or command</source>
      <translation>Nota u orden</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>Send (Ctrl+Enter)</source>
      <translation>Enviar (Ctrl+Intro)</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>Use</source>
      <translation>Usar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>When did it happen?</source>
      <translation>¿Cuándo ocurrió?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/composer.py"></location>
      <source>Write a note, or / for a command…</source>
      <translation>Escribe una nota, o / para una orden…</translation>
    </message>
  </context>
  <context>
    <name>ConditionsField</name>
    <message>
      <location filename="../../ui/workflows/conditions.py"></location>
      <source>A field of the incident</source>
      <translation>Un campo del incidente</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/conditions.py"></location>
      <source>How often something happened</source>
      <translation>Con qué frecuencia ocurrió algo</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/conditions.py"></location>
      <source>The hour of the week</source>
      <translation>La hora de la semana</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/conditions.py"></location>
      <source>Which of them must hold</source>
      <translation>Cuáles deben cumplirse</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/conditions.py"></location>
      <source>all of these hold</source>
      <translation>se cumplen todas</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/conditions.py"></location>
      <source>any of these holds</source>
      <translation>se cumple alguna</translation>
    </message>
  </context>
  <context>
    <name>ConfirmPopup</name>
    <message>
      <location filename="../../ui/incidents/confirm_popup.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
  </context>
  <context>
    <name>ConnectForm</name>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Always</source>
      <translation>Siempre</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Always, and its certificate is checked</source>
      <translation>Siempre, y se comprueba su certificado</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>An empty database is enough: Watchbill makes its tables. Whoever keeps the server has these words; an address postgresql://… can be pasted into the first field.</source>
      <translation>Basta una base de datos vacía: Watchbill crea sus tablas. Quien cuida el servidor tiene estos datos; una dirección postgresql://… se puede pegar en el primer campo.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Connect</source>
      <translation>Conectar</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Connect to PostgreSQL</source>
      <translation>Conectar a PostgreSQL</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Database</source>
      <translation>Base de datos</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Encryption (TLS)</source>
      <translation>Cifrado (TLS)</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>If it can be had</source>
      <translation>Si se puede</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>It holds %1 people and %2 incidents.</source>
      <translation>Contiene %1 personas y %2 incidentes.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>It is empty; connecting makes Watchbill's tables.</source>
      <translation>Está vacía; al conectar se crean las tablas de Watchbill.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>It works: PostgreSQL %1, %2.</source>
      <translation>Funciona: PostgreSQL %1, %2.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Kept in this machine's keyring, never in a settings file.</source>
      <translation>Se guarda en el llavero de este equipo, nunca en un archivo de ajustes.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Machine</source>
      <translation>Máquina</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Password</source>
      <translation>Contraseña</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Port</source>
      <translation>Puerto</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Test</source>
      <translation>Probar</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Trying…</source>
      <translation>Probando…</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>User</source>
      <translation>Usuario</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>You are invited</source>
      <translation>Tienes una invitación</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>You are invited, %1</source>
      <translation>Tienes una invitación, %1</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>Your team works on this database. Look it over, then connect.</source>
      <translation>Tu equipo trabaja en esta base de datos. Revísala y conecta.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>encrypted</source>
      <translation>cifrado</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/connect.py"></location>
      <source>in the clear</source>
      <translation>sin cifrar</translation>
    </message>
  </context>
  <context>
    <name>ContactEntry</name>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Apprise address</source>
      <translation>Dirección de Apprise</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>At every hour.</source>
      <translation>A cualquier hora.</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Hours</source>
      <translation>Horas</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Hours of %1</source>
      <translation>Horas de %1</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>It was not sent.</source>
      <translation>No se envió.</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Name of the contact</source>
      <translation>Nombre del contacto</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Replace</source>
      <translation>Sustituir</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Send a test</source>
      <translation>Enviar una prueba</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Sending…</source>
      <translation>Enviando…</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Sent. Look whether it arrived.</source>
      <translation>Enviado. Mira si llegó.</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Some hours</source>
      <translation>Algunas horas</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>Take %1 out</source>
      <translation>Quitar %1</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>The address is sealed: it can be replaced, not read.</source>
      <translation>La dirección está sellada: se puede sustituir, no leer.</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>When it is used for what is not urgent, by their own clock. High urgency comes at every hour.</source>
      <translation>Cuándo se usa para lo no urgente, según su propio reloj. La urgencia alta llega a cualquier hora.</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>ntfy://ntfy.sh/topic, mailto://…</source>
      <translation>ntfy://ntfy.sh/topic, mailto://…</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>phone</source>
      <translation>teléfono</translation>
    </message>
    <message>
      <location filename="../../ui/people/contact_entry.py"></location>
      <source>this contact</source>
      <translation>este contacto</translation>
    </message>
  </context>
  <context>
    <name>DatabaseCard</name>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>%1 people, %2 incidents</source>
      <translation>%1 personas, %2 incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Address</source>
      <translation>Dirección</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Check it</source>
      <translation>Comprobarla</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Connect to another…</source>
      <translation>Conectar a otra…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Database</source>
      <translation>Base de datos</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Holds</source>
      <translation>Contiene</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Invite…</source>
      <translation>Invitar…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>It is sound, and its audit log was not altered.</source>
      <translation>Está en buen estado, y su registro de auditoría no se alteró.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Key</source>
      <translation>Clave</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Kind</source>
      <translation>Tipo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>Looking through everything…</source>
      <translation>Revisándolo todo…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>not on this machine: contacts and integration keys cannot be read</source>
      <translation>no está en este equipo: los contactos y las claves de integración no se pueden leer</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>on this machine</source>
      <translation>en este equipo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/database_card.py"></location>
      <source>schema</source>
      <translation>esquema</translation>
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
      <translation>Calendario</translation>
    </message>
  </context>
  <context>
    <name>DateTimeField</name>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <source>14:02, yesterday 9:00, 20 min ago</source>
      <translation>14:02, yesterday 9:00, 20 min ago</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <source>Calendar</source>
      <translation>Calendario</translation>
    </message>
  </context>
  <context>
    <name>DeclareFields</name>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>A title is needed: say in a few words what is wrong.</source>
      <translation>Hace falta un título: di en pocas palabras qué pasa.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Add services</source>
      <translation>Añadir servicios</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Also hit</source>
      <translation>También afectados</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Began</source>
      <translation>Empezó</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Category</source>
      <translation>Categoría</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Choose a category</source>
      <translation>Elige una categoría</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Choose a service</source>
      <translation>Elige un servicio</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Customers hit</source>
      <translation>Clientes afectados</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Description</source>
      <translation>Descripción</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>How bad is it?</source>
      <translation>¿Cómo de grave es?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>How many? For example: 120</source>
      <translation>¿Cuántos? Por ejemplo: 120</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Impact</source>
      <translation>Impacto</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>It began earlier</source>
      <translation>Empezó antes</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>It is a drill</source>
      <translation>Es un simulacro</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Keep it private</source>
      <translation>Que quede en privado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>More services</source>
      <translation>Más servicios</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Private: nothing of it leaves the house</source>
      <translation>Privado: nada de él sale de la casa</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Regions</source>
      <translation>Regiones</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Say it like 14:02, yesterday 9:00 or 20 min ago.</source>
      <translation>Escribe, por ejemplo, 14:02, yesterday 9:00 o 20 min ago.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Service</source>
      <translation>Servicio</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Severity</source>
      <translation>Severidad</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>This is a drill</source>
      <translation>Esto es un simulacro</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Title</source>
      <translation>Título</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Urgency</source>
      <translation>Urgencia</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>What do you see? Markdown is welcome.</source>
      <translation>¿Qué ves? Puedes usar Markdown.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>What is broken</source>
      <translation>Qué está roto</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>What is wrong? For example: checkout fails for cards</source>
      <translation>¿Qué pasa? Por ejemplo: el pago con tarjeta falla</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>Who notices, and how?</source>
      <translation>¿Quién lo nota, y cómo?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_fields.py"></location>
      <source>With commas: EU, US</source>
      <translation>Con comas: UE, EE. UU.</translation>
    </message>
  </context>
  <context>
    <name>DeclareForm</name>
    <message>
      <location filename="../../ui/incidents/declare.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare.py"></location>
      <source>Declare an incident</source>
      <translation>Declarar un incidente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare.py"></location>
      <source>Declare incident</source>
      <translation>Declarar incidente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare.py"></location>
      <source>Enter</source>
      <translation>Intro</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare.py"></location>
      <source>Start over</source>
      <translation>Empezar de nuevo</translation>
    </message>
  </context>
  <context>
    <name>Desk</name>
    <message>
      <location filename="../../ui/people/desk.py"></location>
      <source>Open</source>
      <translation>Abierta</translation>
    </message>
    <message>
      <location filename="../../ui/people/desk.py"></location>
      <source>Remove…</source>
      <translation>Quitar…</translation>
    </message>
  </context>
  <context>
    <name>Desktop</name>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>Connect to another…</source>
      <translation>Conectar a otra…</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>Its port is in use already.</source>
      <translation>Su puerto ya está en uso.</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>Making the sample team</source>
      <translation>Creando el equipo de ejemplo</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>Not connected</source>
      <translation>Sin conexión</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>Restore a backup: watchbill db restore FILE --replace. %1</source>
      <translation>Restaura una copia: watchbill db restore FILE --replace. %1</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>Signals and links do not reach this window.</source>
      <translation>Las señales y los enlaces no llegan a esta ventana.</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>The database cannot be opened.</source>
      <translation>No se puede abrir la base de datos.</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>The database file is damaged.</source>
      <translation>El archivo de la base de datos está dañado.</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py"></location>
      <source>Try again</source>
      <translation>Reintentar</translation>
    </message>
  </context>
  <context>
    <name>DiffList</name>
    <message>
      <location filename="../../ui/schedules/publish/diff_list.py"></location>
      <source>What changes hands</source>
      <translation>Qué cambia de manos</translation>
    </message>
  </context>
  <context>
    <name>DraftBar</name>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>%1 are drafting too.</source>
      <translation>%1 también preparan borradores.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>%1 changes so far</source>
      <translation>%1 cambios hasta ahora</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>%1 is drafting too.</source>
      <translation>%1 también prepara un borrador.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>1 change so far</source>
      <translation>1 cambio hasta ahora</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Discard</source>
      <translation>Descartar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Draft</source>
      <translation>Borrador</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Draft · %1 changes</source>
      <translation>Borrador · %1 cambios</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Draft · 1 change</source>
      <translation>Borrador · 1 cambio</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Everything is undone.</source>
      <translation>Todo está deshecho.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Fair fill</source>
      <translation>Reparto justo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Look at both</source>
      <translation>Mirar ambos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>More</source>
      <translation>Más</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Nothing is overwritten: who publishes second merges.</source>
      <translation>No se sobrescribe nada: quien publica segundo fusiona.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Preview</source>
      <translation>Vista previa</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Publish</source>
      <translation>Publicar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Published meanwhile.</source>
      <translation>Publicado mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Redo</source>
      <translation>Rehacer</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Shows first what changes (Ctrl+Enter)</source>
      <translation>Muestra primero qué cambia (Ctrl+Intro)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Somebody changed what you draft too. Nothing of yours is lost.</source>
      <translation>Alguien cambió lo mismo que tu borrador. No se pierde nada tuyo.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/draft_bar.py"></location>
      <source>Undo</source>
      <translation>Deshacer</translation>
    </message>
  </context>
  <context>
    <name>Drafting</name>
    <message>
      <location filename="../../ui/schedules/drafting.py"></location>
      <source>%1 is gone, and was taken out of the draft.</source>
      <translation>%1 ya no existe y se quitó del borrador.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/drafting.py"></location>
      <source>Somebody published meanwhile; your draft is on top of that now.</source>
      <translation>Alguien publicó mientras tanto; tu borrador va ahora encima.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/drafting.py"></location>
      <source>What you had drafted is in force already.</source>
      <translation>Lo que tenías en borrador ya está en vigor.</translation>
    </message>
  </context>
  <context>
    <name>DrillCard</name>
    <message>
      <location filename="../../ui/incidents/drill_card.py"></location>
      <source>%1 of %2 met</source>
      <translation>%1 de %2 cumplidos</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/drill_card.py"></location>
      <source>An exercise: nothing is wrong.</source>
      <translation>Un ejercicio: no pasa nada.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/drill_card.py"></location>
      <source>Drill</source>
      <translation>Simulacro</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/drill_card.py"></location>
      <source>Score card of the drill</source>
      <translation>Resultado del simulacro</translation>
    </message>
  </context>
  <context>
    <name>DrillSetup</name>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>A drill needs a service with a policy, and there is none yet.</source>
      <translation>Un simulacro necesita un servicio con política, y aún no hay ninguno.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Choose a service to see whom its drill would page.</source>
      <translation>Elige un servicio para ver a quién avisaría su simulacro.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Choose what breaks; its policy pages.</source>
      <translation>Elige qué se rompe; su política avisa.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>DRILL</source>
      <translation>SIMULACRO</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Nobody whom this service pages has agreed to drills, so nobody would hear of it. Each agrees on the People page.</source>
      <translation>Nadie a quien avisa este servicio ha aceptado simulacros, así que nadie se enteraría. Cada cual acepta en la página Personas.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Not paged, for they have not agreed: %1</source>
      <translation>Sin aviso, porque no han aceptado: %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Note: %1</source>
      <translation>Nota: %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>On the service</source>
      <translation>En el servicio</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Pages</source>
      <translation>Avisos</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Real messages go to the people above, marked DRILL. Nobody else is paged, and real trouble pages as always.</source>
      <translation>A las personas de arriba les llegan mensajes reales, marcados SIMULACRO. No se avisa a nadie más, y los problemas reales avisan como siempre.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Script</source>
      <translation>Guion</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Start the drill</source>
      <translation>Empezar el simulacro</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Warning: a drill sends real messages</source>
      <translation>Atención: un simulacro envía mensajes reales</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>Which service breaks?</source>
      <translation>¿Qué servicio se rompe?</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drill_setup.py"></location>
      <source>at once</source>
      <translation>al momento</translation>
    </message>
  </context>
  <context>
    <name>DrillsCard</name>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>A game day on the real engine: only people who agreed are paged, and everything says DRILL.</source>
      <translation>Un día de prueba con el motor real: solo se avisa a quien aceptó, y todo dice SIMULACRO.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Begun %1 by %2. Steps to come: %3.</source>
      <translation>Empezado %1 por %2. Pasos por venir: %3.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>DRILL runs: %1</source>
      <translation>SIMULACRO en marcha: %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Drills</source>
      <translation>Simulacros</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Nothing more happens, and what is open of it is resolved.</source>
      <translation>No ocurre nada más, y lo que quede abierto se resuelve.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Prepare a drill</source>
      <translation>Preparar un simulacro</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Stop</source>
      <translation>Parar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Stop the drill: what is open of it is resolved</source>
      <translation>Parar el simulacro: lo que quede abierto se resuelve</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>There was no drill yet.</source>
      <translation>Aún no hubo ningún simulacro.</translation>
    </message>
  </context>
  <context>
    <name>DryPicture</name>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>%1 by %2, %3 (%4)</source>
      <translation>%1 por %2, %3 (%4)</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>%1, round %2</source>
      <translation>%1, ronda %2</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>Last resort</source>
      <translation>Último recurso</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>Level %1</source>
      <translation>Nivel %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>Round %1</source>
      <translation>Ronda %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>Who would be called when</source>
      <translation>A quién se llamaría y cuándo</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>after %1</source>
      <translation>después de %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_picture.py"></location>
      <source>at once</source>
      <translation>al momento</translation>
    </message>
  </context>
  <context>
    <name>DryRun</name>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>%1 is called after %2.</source>
      <translation>Se llama a %1 tras %2.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>%1 is called at once.</source>
      <translation>Se llama a %1 al momento.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>A branch leads to %1. </source>
      <translation>Una rama lleva a %1. </translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Another time</source>
      <translation>Otro momento</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Any service</source>
      <translation>Cualquier servicio</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Any severity</source>
      <translation>Cualquier severidad</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Dry run</source>
      <translation>Ensayo</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>High urgency</source>
      <translation>Urgencia alta</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Last resort</source>
      <translation>Último recurso</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Level %1</source>
      <translation>Nivel %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Low urgency</source>
      <translation>Urgencia baja</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Next holiday</source>
      <translation>Próximo festivo</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Nobody would be called.</source>
      <translation>No se llamaría a nadie.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Now</source>
      <translation>Ahora</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Service</source>
      <translation>Servicio</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Severity</source>
      <translation>Severidad</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Tonight 03:00</source>
      <translation>Esta noche 03:00</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Urgency</source>
      <translation>Urgencia</translation>
    </message>
    <message>
      <location filename="../../ui/policies/dry_run.py"></location>
      <source>Without an answer it ends after %1.</source>
      <translation>Sin respuesta, termina tras %1.</translation>
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
      <translation>%1 tras %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>%1 has it</source>
      <translation>%1 lo lleva</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>%1 is paged again in %2.</source>
      <translation>Se vuelve a avisar a %1 en %2.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>%1 is paged in %2.</source>
      <translation>Se avisa a %1 en %2.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>%1 is paged now.</source>
      <translation>Se avisa ahora a %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>%1 was paged.</source>
      <translation>Se avisó a %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>Began %1</source>
      <translation>Empezó %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>Clock</source>
      <translation>Reloj</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>Nobody else will be paged.</source>
      <translation>No se avisará a nadie más.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>Nobody has it yet.</source>
      <translation>Nadie lo lleva todavía.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>Somebody has it</source>
      <translation>Alguien lo lleva</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>Take it</source>
      <translation>Tomarlo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>The next level</source>
      <translation>El nivel siguiente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>You have it</source>
      <translation>Lo llevas tú</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>since %1</source>
      <translation>desde %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/duty_strip.py"></location>
      <source>snoozed until %1</source>
      <translation>pospuesto hasta %1</translation>
    </message>
  </context>
  <context>
    <name>EditPopup</name>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>Choose who is on call.</source>
      <translation>Elige quién está de guardia.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>From</source>
      <translation>Desde</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>Say a time like 14:00, thu 9:00 or 26 nov 9:00.</source>
      <translation>Di una hora como 14:00, thu 9:00 o 26 nov 9:00.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>The end must come after the beginning.</source>
      <translation>El final debe ir después del comienzo.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>Until</source>
      <translation>Hasta</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edit_popup.py"></location>
      <source>Who</source>
      <translation>Quién</translation>
    </message>
  </context>
  <context>
    <name>EditionsSheet</name>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Bring this one back</source>
      <translation>Recuperar esta</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Earlier editions</source>
      <translation>Ediciones anteriores</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Edition</source>
      <translation>Edición</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/sheets.py"></location>
      <source>Edition %1</source>
      <translation>Edición %1</translation>
    </message>
  </context>
  <context>
    <name>Editor</name>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Changed meanwhile.</source>
      <translation>Cambiado mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editing.py"></location>
      <source>Discard</source>
      <translation>Descartar</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Not removed.</source>
      <translation>No se quitó.</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Not saved yet</source>
      <translation>Aún sin guardar</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Not saved.</source>
      <translation>No se guardó.</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Remove…</source>
      <translation>Quitar…</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <location filename="../../ui/tasks/editing.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Save mine</source>
      <translation>Guardar lo mío</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Saving…</source>
      <translation>Guardando…</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <location filename="../../ui/tasks/editing.py"></location>
      <source>Show theirs</source>
      <translation>Mostrar lo suyo</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editing.py"></location>
      <source>Somebody changed this; what you typed is not saved yet.</source>
      <translation>Alguien cambió esto; lo que escribiste aún no está guardado.</translation>
    </message>
    <message>
      <location filename="../../ui/people/editor.py"></location>
      <source>Somebody else saved this too. Nothing you typed is lost.</source>
      <translation>Otra persona también guardó esto. No se pierde nada de lo que escribiste.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editing.py"></location>
      <source>This is not there any more.</source>
      <translation>Esto ya no existe.</translation>
    </message>
  </context>
  <context>
    <name>EditorPanel</name>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source> · goes before the layers below</source>
      <translation> · va antes que las capas de abajo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>All rotations</source>
      <translation>Todas las rotaciones</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Copy of %1</source>
      <translation>Copia de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Delete</source>
      <translation>Eliminar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Delete %1</source>
      <translation>Eliminar %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Done</source>
      <translation>Hecho</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Duplicate</source>
      <translation>Duplicar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Earlier versions</source>
      <translation>Versiones anteriores</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Layer %1</source>
      <translation>Capa %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>New rotation</source>
      <translation>Nueva rotación</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>No rotation yet: only covers put somebody on call.</source>
      <translation>Aún sin rotación: solo las sustituciones ponen a alguien de guardia.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Remove schedule…</source>
      <translation>Quitar calendario…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Rotations of %1</source>
      <translation>Rotaciones de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Settings</source>
      <translation>Ajustes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>Settings of the schedule</source>
      <translation>Ajustes del calendario</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>copy of %1</source>
      <translation>copia de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/panel.py"></location>
      <source>rotation</source>
      <translation>rotación</translation>
    </message>
  </context>
  <context>
    <name>EffectChoice</name>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>%1 stay on call until %2, then the new rules count.</source>
      <translation>%1 siguen de guardia hasta %2, después cuentan las reglas nuevas.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>%1 stays on call until %2, then the new rules count.</source>
      <translation>%1 sigue de guardia hasta %2, después cuentan las reglas nuevas.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>After a full round</source>
      <translation>Tras una ronda completa</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>After this shift</source>
      <translation>Tras este turno</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>No rotation changes, so everything counts at once.</source>
      <translation>No cambia ninguna rotación, así que todo cuenta al momento.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>Nobody on call now is affected: the new rules count at once.</source>
      <translation>No afecta a nadie que esté ahora de guardia: las reglas nuevas cuentan al momento.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>Now</source>
      <translation>Ahora</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>The old rules count until %2, when every shift that runs now has ended.</source>
      <translation>Las reglas viejas cuentan hasta %2, cuando haya terminado cada turno en curso.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/effect_choice.py"></location>
      <source>The old rules count until %2, when everybody has had their turn.</source>
      <translation>Las reglas viejas cuentan hasta %2, cuando cada cual haya tenido su turno.</translation>
    </message>
  </context>
  <context>
    <name>Export</name>
    <message>
      <location filename="../../ui/incidents/export.py"></location>
      <source>Export the incident</source>
      <translation>Exportar el incidente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/export.py"></location>
      <source>Exported to %1</source>
      <translation>Exportado a %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/export.py"></location>
      <source>masked: %1</source>
      <translation>enmascarado: %1</translation>
    </message>
  </context>
  <context>
    <name>FactsCard</name>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Also hit</source>
      <translation>También afectados</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>An alert</source>
      <translation>Una alerta</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Began</source>
      <translation>Empezó</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Category</source>
      <translation>Categoría</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Choose</source>
      <translation>Elegir</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Declared by</source>
      <translation>Declarado por</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Description</source>
      <translation>Descripción</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Facts</source>
      <translation>Datos</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Give a role</source>
      <translation>Dar un papel</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Impact</source>
      <translation>Impacto</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>No service</source>
      <translation>Sin servicio</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Nobody</source>
      <translation>Nadie</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>None</source>
      <translation>Ninguno</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>None: nobody is paged</source>
      <translation>Ninguna: no se avisa a nadie</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Policy</source>
      <translation>Política</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Service</source>
      <translation>Servicio</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Somebody outside the team</source>
      <translation>Alguien de fuera del equipo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>The script of the drill</source>
      <translation>El guion del simulacro</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Urgency</source>
      <translation>Urgencia</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>When did it begin?</source>
      <translation>¿Cuándo empezó?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Who notices, and how? For example: cards fail, wallets are fine.</source>
      <translation>¿Quién lo nota, y cómo? Por ejemplo: fallan las tarjetas, los monederos van bien.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/facts_card.py"></location>
      <source>Who notices?</source>
      <translation>¿Quién lo nota?</translation>
    </message>
  </context>
  <context>
    <name>FactsColumn</name>
    <message>
      <location filename="../../ui/incidents/facts_column.py"></location>
      <source>Facts</source>
      <translation>Datos</translation>
    </message>
  </context>
  <context>
    <name>FairnessPanel</name>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>%1, fair would be %2</source>
      <translation>%1, lo justo sería %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>%1, helped out</source>
      <translation>%1, echó una mano</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>All measures as a table, for a spreadsheet</source>
      <translation>Todas las medidas como tabla, para una hoja de cálculo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Both</source>
      <translation>Ambos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Copy figures</source>
      <translation>Copiar cifras</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Fair part</source>
      <translation>Parte justa</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Fairness score</source>
      <translation>Índice de equidad</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>How it is computed</source>
      <translation>Cómo se calcula</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>In view</source>
      <translation>A la vista</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Last 90 days</source>
      <translation>Últimos 90 días</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Next 90 days</source>
      <translation>Próximos 90 días</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Nothing of this in the span.</source>
      <translation>Nada de esto en el periodo.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Pages are not scored: they are luck.</source>
      <translation>Los avisos no puntúan: son azar.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>Person</source>
      <translation>Persona</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>The mark is a fair part, by the time somebody was there.</source>
      <translation>La marca es la parte justa, según el tiempo que cada cual estuvo.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>To change hands: %1</source>
      <translation>Para cambiar de manos: %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fairness_panel.py"></location>
      <source>helped out</source>
      <translation>echó una mano</translation>
    </message>
  </context>
  <context>
    <name>Field</name>
    <message>
      <location filename="../../ui/widgets/field.py"></location>
      <source>optional</source>
      <translation>opcional</translation>
    </message>
  </context>
  <context>
    <name>FieldEntry</name>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Asked when declaring</source>
      <translation>Se pregunta al declarar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Choices, with commas between</source>
      <translation>Opciones, separadas por comas</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Comparison</source>
      <translation>Comparación</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Field</source>
      <translation>Campo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Kind of the field</source>
      <translation>Tipo del campo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Must be filled in</source>
      <translation>Debe rellenarse</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Name of the field</source>
      <translation>Nombre del campo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Take the field %1 away</source>
      <translation>Quitar el campo %1</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Take this out</source>
      <translation>Quitar esto</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Value</source>
      <translation>Valor</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>What of it?</source>
      <translation>¿Qué de ello?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>What?</source>
      <translation>¿Qué?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Which?</source>
      <translation>¿Cuál?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>contains</source>
      <translation>contiene</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>does not contain</source>
      <translation>no contiene</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>ends with</source>
      <translation>termina en</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>free, paid</source>
      <translation>gratis, de pago</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is</source>
      <translation>es</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is less than</source>
      <translation>es menor que</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is milder than</source>
      <translation>es más leve que</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is more than</source>
      <translation>es más que</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is not</source>
      <translation>no es</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is not set</source>
      <translation>no tiene valor</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is set</source>
      <translation>tiene valor</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>is worse than</source>
      <translation>es peor que</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>matches</source>
      <translation>coincide con</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>starts with</source>
      <translation>empieza por</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>such as 30m</source>
      <translation>por ejemplo 30m</translation>
    </message>
  </context>
  <context>
    <name>FillPanel</name>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>%1 of %2 turns change hands.</source>
      <translation>%1 de %2 turnos cambian de manos.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>%1 weeks</source>
      <translation>%1 semanas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>1 of %2 turns changes hands.</source>
      <translation>1 de %2 turnos cambia de manos.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>A year</source>
      <translation>Un año</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Amber: %1 before, %2 after.</source>
      <translation>Ámbar: %1 antes, %2 después.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Choose at least one row.</source>
      <translation>Elige al menos una fila.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Everybody of these rotations</source>
      <translation>Todos los de estas rotaciones</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Fair fill (%1 to %2)</source>
      <translation>Reparto justo (%1 a %2)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Find the fairest</source>
      <translation>Buscar lo más justo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>From the next hand-off, for</source>
      <translation>Desde el próximo relevo, durante</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Gaps</source>
      <translation>Huecos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Hands out the turns anew: nobody on time off or in two places, within the limits, and as evenly as can be. What was carried in the last quarter counts.</source>
      <translation>Reparte los turnos de nuevo: nadie en su ausencia ni en dos sitios, dentro de los límites y lo más igualado posible. Cuenta lo llevado en el último trimestre.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>In view</source>
      <translation>A la vista</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Leave it</source>
      <translation>Dejarlo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>More wishes are met.</source>
      <translation>Se cumplen más deseos.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Red findings: %1 before, %2 after.</source>
      <translation>Hallazgos rojos: %1 antes, %2 después.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Rows</source>
      <translation>Filas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Take it</source>
      <translation>Tomarlo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Trying thousands of rotas</source>
      <translation>Probando miles de cuadrantes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>What is there is as fair as can be: nothing better was found.</source>
      <translation>Lo que hay es lo más justo posible: no se encontró nada mejor.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/fill_panel.py"></location>
      <source>Who may be given turns</source>
      <translation>A quién se pueden dar turnos</translation>
    </message>
  </context>
  <context>
    <name>FilterChips</name>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Any time</source>
      <translation>Cualquier fecha</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Filters</source>
      <translation>Filtros</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Last %n days</source>
      <translation>
        <numerusform>Último %n día</numerusform>
        <numerusform>Últimos %n días</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Last 24 hours</source>
      <translation>Últimas 24 horas</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Last year</source>
      <translation>Último año</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Mine</source>
      <translation>Míos</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Only %1; press to show all</source>
      <translation>Solo %1; pulsa para mostrar todos</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Open</source>
      <translation>Abierta</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Service</source>
      <translation>Servicio</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Severity</source>
      <translation>Severidad</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Stage</source>
      <translation>Fase</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>What I have, or play a part in</source>
      <translation>Los que llevo yo, o en los que participo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/filters.py"></location>
      <source>What people still work on; off shows all</source>
      <translation>En los que aún se trabaja; apagado muestra todos</translation>
    </message>
  </context>
  <context>
    <name>Finding</name>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>Amber</source>
      <translation>Ámbar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>Nobody for %1</source>
      <translation>Nadie durante %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>Red</source>
      <translation>Rojo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>Show</source>
      <translation>Mostrar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/checks_panel.py"></location>
      <source>Show: %1</source>
      <translation>Mostrar: %1</translation>
    </message>
  </context>
  <context>
    <name>FixedEntry</name>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Take this out</source>
      <translation>Quitar esto</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>This is nested; the workspace file can change it.</source>
      <translation>Está anidado; el archivo de espacio de trabajo puede cambiarlo.</translation>
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
      <translation>Detalles</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Due</source>
      <translation>Vence</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Incident</source>
      <translation>Incidente</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Keep as follow-up</source>
      <translation>Conservar como seguimiento</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>More about it; Markdown is fine</source>
      <translation>Más sobre ello; puedes usar Markdown</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>New follow-up</source>
      <translation>Nuevo seguimiento</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Nobody yet</source>
      <translation>Nadie todavía</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Owner</source>
      <translation>Responsable</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Priority</source>
      <translation>Prioridad</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Show the incident</source>
      <translation>Mostrar el incidente</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>State</source>
      <translation>Estado</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>This is no day; expected one such as 2026-11-23.</source>
      <translation>Esto no es un día; se esperaba uno como 2026-11-23.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>What</source>
      <translation>Qué</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>What is to be done</source>
      <translation>Qué hay que hacer</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>Which incident is it of?</source>
      <translation>¿De qué incidente es?</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>by %1, %2</source>
      <translation>por %1, %2</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/editor.py"></location>
      <source>by its severity</source>
      <translation>según su severidad</translation>
    </message>
  </context>
  <context>
    <name>FollowupsCard</name>
    <message>
      <location filename="../../ui/tasks/followups_card.py"></location>
      <source>%1 of %2 done</source>
      <translation>%1 de %2 hechas</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/followups_card.py"></location>
      <source>%1 tasks are still open.</source>
      <translation>%1 tareas siguen abiertas.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/followups_card.py"></location>
      <source>1 task is still open.</source>
      <translation>1 tarea sigue abierta.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/followups_card.py"></location>
      <source>Add a follow-up</source>
      <translation>Añadir un seguimiento</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/followups_card.py"></location>
      <source>Follow-ups</source>
      <translation>Seguimientos</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/followups_card.py"></location>
      <source>Keep as follow-ups</source>
      <translation>Conservar como seguimientos</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/followups_card.py"></location>
      <source>Open “%1”</source>
      <translation>Abrir «%1»</translation>
    </message>
  </context>
  <context>
    <name>FollowupsPage</name>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Add follow-up</source>
      <translation>Añadir seguimiento</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Choose a follow-up.</source>
      <translation>Elige un seguimiento.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Done</source>
      <translation>Hecho</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Each has an owner and a day by the severity of its incident; the owner is reminded. Reviews and open tasks become follow-ups, or add one by hand.</source>
      <translation>Cada uno tiene responsable y un día según la severidad de su incidente; al responsable se le recuerda. Las revisiones y las tareas abiertas se vuelven seguimientos, o añade uno a mano.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Every follow-up is done.</source>
      <translation>Todos los seguimientos están hechos.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Filter follow-ups</source>
      <translation>Filtrar seguimientos</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Follow-ups</source>
      <translation>Seguimientos</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Give to me</source>
      <translation>Dármelo a mí</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Mine</source>
      <translation>Míos</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Nobody's</source>
      <translation>De nadie</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Nothing like that is left to do.</source>
      <translation>No queda nada así por hacer.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Nothing was done yet.</source>
      <translation>Aún no se ha hecho nada.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Overdue</source>
      <translation>Atrasados</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Saved</source>
      <translation>Guardado</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Show the incident</source>
      <translation>Mostrar el incidente</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>Space marks what is done; arrow keys go through the list.</source>
      <translation>Espacio marca lo hecho; las flechas recorren la lista.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>What an incident leaves to do lands here.</source>
      <translation>Aquí llega lo que un incidente deja por hacer.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/page.py"></location>
      <source>“Done” shows what was.</source>
      <translation>«Hechos» muestra lo que hubo.</translation>
    </message>
  </context>
  <context>
    <name>Forecast</name>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>#%1 was like this: %2. What solved it: %3</source>
      <translation>#%1 fue parecido: %2. Qué lo resolvió: %3</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>%1 in %2</source>
      <translation>%1 en %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>%1 now</source>
      <translation>%1 ahora</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>; %1 has trouble now</source>
      <translation>; %1 tiene problemas ahora</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>It needs %1 itself%2.</source>
      <translation>Necesita %1%2.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>May hit %1, which need it.</source>
      <translation>Puede afectar a %1, que lo necesitan.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>Open</source>
      <translation>Abierta</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>Open #%1</source>
      <translation>Abrir #%1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>Open already. Is it this one? Then help there:</source>
      <translation>Ya abierto. ¿Es este? Entonces ayuda allí:</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>Pages %1.</source>
      <translation>Avisa a %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>Pages nobody, because no service is chosen. The team sees it here.</source>
      <translation>No avisa a nadie, porque no hay servicio elegido. El equipo lo ve aquí.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>Pages nobody: this service has no policy that reaches anybody.</source>
      <translation>No avisa a nadie: este servicio no tiene una política que llegue a alguien.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>then %1 more</source>
      <translation>después %1 más</translation>
    </message>
  </context>
  <context>
    <name>FormCard</name>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>A room of its own is made for each incident behind an address that ends with a slash; any other address is your one room. Empty: no room.</source>
      <translation>Para cada incidente se crea una sala propia tras una dirección que termina en barra; cualquier otra dirección es vuestra única sala. Vacío: sin sala.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Add a category</source>
      <translation>Añadir una categoría</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Add a field</source>
      <translation>Añadir un campo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Ask for a reason at a desk; who answers a page is never asked.</source>
      <translation>Pedir un motivo en el escritorio; a quien responde un aviso nunca se le pide.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Categories</source>
      <translation>Categorías</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Declaring and responding</source>
      <translation>Declarar y responder</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Fields of your own</source>
      <translation>Campos propios</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Leave it as it was</source>
      <translation>Dejarlo como estaba</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Reasons</source>
      <translation>Motivos</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Save what the form asks for</source>
      <translation>Guardar lo que pide el formulario</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Saved.</source>
      <translation>Guardado.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>What only your team asks for: a ticket, a plan, an account manager.</source>
      <translation>Lo que solo pide tu equipo: un ticket, un plan, un gestor de cuenta.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Where you talk</source>
      <translation>Dónde habláis</translation>
    </message>
  </context>
  <context>
    <name>Given</name>
    <message>
      <location filename="../../ui/incidents/given.py"></location>
      <source>%1 has %2; 25 MB is the most.</source>
      <translation>%1 tiene %2; 25 MB es lo máximo.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/given.py"></location>
      <source>Take it away</source>
      <translation>Quitarlo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/given.py"></location>
      <source>This picture cannot be read.</source>
      <translation>Esta imagen no se puede leer.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/given.py"></location>
      <source>happened %1</source>
      <translation>ocurrió %1</translation>
    </message>
  </context>
  <context>
    <name>Hand</name>
    <message>
      <location filename="../../ui/schedules/hand/hand.py"></location>
      <source>New cover (N)</source>
      <translation>Nueva sustitución (N)</translation>
    </message>
  </context>
  <context>
    <name>Happened</name>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>%1 is %2</source>
      <translation>%1: ahora %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>%1 is %2, after %3</source>
      <translation>%1: ahora %2, después de %3</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>%1 is no longer %2</source>
      <translation>%1: ya no es %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Affected</source>
      <translation>Afectados</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Category</source>
      <translation>Categoría</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Customers</source>
      <translation>Clientes</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Description added</source>
      <translation>Descripción añadida</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Description changed</source>
      <translation>Descripción cambiada</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Description removed</source>
      <translation>Descripción eliminada</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Drill</source>
      <translation>Simulacro</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Follow-up</source>
      <translation>Seguimiento</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Follow-up changed</source>
      <translation>Seguimiento cambiado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Follow-up done</source>
      <translation>Seguimiento hecho</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Follow-up dropped</source>
      <translation>Seguimiento descartado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Follow-up for %1: %2</source>
      <translation>Seguimiento para %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Follow-up open again</source>
      <translation>Seguimiento abierto de nuevo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Follow-up under way</source>
      <translation>Seguimiento en curso</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Impact added</source>
      <translation>Impacto añadido</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Impact changed</source>
      <translation>Impacto cambiado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Impact removed</source>
      <translation>Impacto eliminado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Private</source>
      <translation>Privada</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Regions</source>
      <translation>Regiones</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Service</source>
      <translation>Servicio</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Severity</source>
      <translation>Severidad</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Talk at %1</source>
      <translation>Hablar en %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Task done</source>
      <translation>Tarea hecha</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Task dropped</source>
      <translation>Tarea descartada</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Task for %1: %2</source>
      <translation>Tarea para %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Task open again</source>
      <translation>Tarea abierta de nuevo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Task under way</source>
      <translation>Tarea en curso</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>There is no room to talk any more</source>
      <translation>Ya no hay sala para hablar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Title</source>
      <translation>Título</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>Urgency</source>
      <translation>Urgencia</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>no</source>
      <translation>no</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>nobody</source>
      <translation>nadie</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>none</source>
      <translation>ninguno</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/happened.py"></location>
      <source>yes</source>
      <translation>sí</translation>
    </message>
  </context>
  <context>
    <name>Harmed</name>
    <message>
      <location filename="../../ui/status/harmed.py"></location>
      <source>Add a part of the page</source>
      <translation>Añadir un componente</translation>
    </message>
    <message>
      <location filename="../../ui/status/harmed.py"></location>
      <source>Leave %1 as it is</source>
      <translation>Dejar %1 como está</translation>
    </message>
    <message>
      <location filename="../../ui/status/harmed.py"></location>
      <source>State of %1</source>
      <translation>Estado de %1</translation>
    </message>
  </context>
  <context>
    <name>Heading</name>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>2 weeks</source>
      <translation>2 semanas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Earlier</source>
      <translation>Antes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Later</source>
      <translation>Después</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Layers</source>
      <translation>Capas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Month</source>
      <translation>Mes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>People</source>
      <translation>Personas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Quarter</source>
      <translation>Trimestre</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Rows</source>
      <translation>Filas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Today</source>
      <translation>Hoy</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>Week</source>
      <translation>Semana</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/heading.py"></location>
      <source>What a row of the grid is</source>
      <translation>Qué es una fila de la cuadrícula</translation>
    </message>
  </context>
  <context>
    <name>HeartbeatSection</name>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>%1, every %2</source>
      <translation>%1, cada %2</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>%1. Heard %2.</source>
      <translation>%1. Oído %2.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>%1. None was sent yet.</source>
      <translation>%1. Aún no se ha enviado ninguno.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>%1. Nothing is sent from the sample team.</source>
      <translation>%1. Desde el equipo de ejemplo no se envía nada.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>%1. The last one failed: %2</source>
      <translation>%1. El último falló: %2</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>10s or longer.</source>
      <translation>10s o más.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>A web address, or one of Apprise. It is sealed, and not shown again.</source>
      <translation>Una dirección web, o una de Apprise. Se sella y no se vuelve a mostrar.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Address</source>
      <translation>Dirección</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>An address hears from us as long as paging works, so that a service outside alarms when we fall silent.</source>
      <translation>Una dirección oye de nosotros mientras los avisos funcionan, para que un servicio externo dé la alarma si callamos.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>An address is missing, such as https://hc.example.org/ping/…</source>
      <translation>Falta una dirección, por ejemplo https://hc.example.org/ping/…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Every</source>
      <translation>Cada</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Heartbeat</source>
      <translation>Latido</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>It may be an address inside the house</source>
      <translation>Puede ser una dirección interna</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>It was heard. Look whether the other side says so too.</source>
      <translation>Se oyó. Mira si el otro lado dice lo mismo.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>No heartbeat goes out.</source>
      <translation>No sale ningún latido.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Remove the heartbeat</source>
      <translation>Quitar el latido</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Removed: whoever waits for it will alarm, so tell them.</source>
      <translation>Quitado: quien lo espera dará la alarma, así que díselo.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Replace</source>
      <translation>Sustituir</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Replace the heartbeat's address</source>
      <translation>Sustituir la dirección del latido</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Save heartbeat</source>
      <translation>Guardar latido</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Saved. Send one now to see that it is heard.</source>
      <translation>Guardado. Envía uno ahora para ver que se oye.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Send one now</source>
      <translation>Enviar uno ahora</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Sending…</source>
      <translation>Enviando…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>Set a heartbeat</source>
      <translation>Configurar un latido</translation>
    </message>
    <message>
      <location filename="../../ui/settings/heartbeat_section.py"></location>
      <source>This is no length of time, such as 60s or 5m.</source>
      <translation>Esto no es una duración, por ejemplo 60s o 5m.</translation>
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
      <translation>%1 ayudan</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>%1 is needed no more</source>
      <translation>%1 ya no hace falta</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>1 helps</source>
      <translation>1 ayuda</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>Asked by %1 %2</source>
      <translation>Pedido por %1 %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>Call</source>
      <translation>Llamar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>Call %1 now</source>
      <translation>Llamar a %1 ahora</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>Call somebody to help…</source>
      <translation>Llamar a alguien para que ayude…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>Everybody in %1</source>
      <translation>Todos los de %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>Help</source>
      <translation>Ayuda</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>I cannot help</source>
      <translation>No puedo ayudar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>I come</source>
      <translation>Voy</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>On call: %1</source>
      <translation>De guardia: %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>What for? For example: the proxy refuses connections</source>
      <translation>¿Para qué? Por ejemplo: el proxy rechaza conexiones</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>schedule</source>
      <translation>calendario</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>team</source>
      <translation>equipo</translation>
    </message>
  </context>
  <context>
    <name>HelpSheet</name>
    <message>
      <location filename="../../ui/shell/help.py"></location>
      <source>Guide and keys</source>
      <translation>Guía y teclas</translation>
    </message>
    <message>
      <location filename="../../ui/shell/help.py"></location>
      <source>Keys</source>
      <translation>Teclas</translation>
    </message>
    <message>
      <location filename="../../ui/shell/help.py"></location>
      <source>No page says that.</source>
      <translation>Ninguna página dice eso.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/help.py"></location>
      <source>Pages of the guide</source>
      <translation>Páginas de la guía</translation>
    </message>
    <message>
      <location filename="../../ui/shell/help.py"></location>
      <source>Search the guide</source>
      <translation>Buscar en la guía</translation>
    </message>
    <message>
      <location filename="../../ui/shell/help.py"></location>
      <source>for operators</source>
      <translation>para operadores</translation>
    </message>
    <message>
      <location filename="../../ui/shell/help.py"></location>
      <source>sender</source>
      <translation>emisor</translation>
    </message>
  </context>
  <context>
    <name>HoursEntry</name>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Take this out</source>
      <translation>Quitar esto</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Time zone</source>
      <translation>Zona horaria</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>it is within these hours, by the clock of</source>
      <translation>está dentro de estas horas, según el reloj de</translation>
    </message>
  </context>
  <context>
    <name>HoursLine</name>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>%1 is no time of day, such as 20:00.</source>
      <translation>%1 no es una hora, por ejemplo 20:00.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/hours_lines.py"></location>
      <source>%1: %2 before, %3 after</source>
      <translation>%1: %2 antes, %3 después</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Choose a day at least.</source>
      <translation>Elige al menos un día.</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>From</source>
      <translation>Desde</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>From day</source>
      <translation>Desde el día</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Take these hours out</source>
      <translation>Quitar estas horas</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>To</source>
      <translation>Hasta</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>To day</source>
      <translation>Hasta el día</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>next day</source>
      <translation>día siguiente</translation>
    </message>
  </context>
  <context>
    <name>HoursLines</name>
    <message>
      <location filename="../../ui/schedules/publish/hours_lines.py"></location>
      <source>%1 people keep as many hours as before.</source>
      <translation>%1 personas conservan las mismas horas.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/hours_lines.py"></location>
      <source>1 person keeps as many hours as before.</source>
      <translation>1 persona conserva las mismas horas.</translation>
    </message>
  </context>
  <context>
    <name>HoursList</name>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Add hours</source>
      <translation>Añadir horas</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Always, day and night.</source>
      <translation>Siempre, día y noche.</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Days, every day 08:00 – 20:00</source>
      <translation>Días, cada día 08:00 – 20:00</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Nights, Mon – Fri 20:00 – 08:00</source>
      <translation>Noches, lun – vie 20:00 – 08:00</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Weekend, Fri 18:00 – Mon 09:00</source>
      <translation>Fin de semana, vie 18:00 – lun 09:00</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/hours.py"></location>
      <source>Working hours, Mon – Fri 09:00 – 17:00</source>
      <translation>Horario laboral, lun – vie 09:00 – 17:00</translation>
    </message>
  </context>
  <context>
    <name>HowPopup</name>
    <message>
      <location filename="../../ui/metrics/how.py"></location>
      <source>How %1 is computed</source>
      <translation>Cómo se calcula %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/how.py"></location>
      <source>Source: %1</source>
      <translation>Fuente: %1</translation>
    </message>
  </context>
  <context>
    <name>ImportSheet</name>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>A schedule</source>
      <translation>Un calendario</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Anna R.=ana, Rooms=nobody</source>
      <translation>Anna R.=ana, Rooms=nobody</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Import</source>
      <translation>Importar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Import a calendar file</source>
      <translation>Importar un archivo de calendario</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Its name</source>
      <translation>Su nombre</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>New times off: %1</source>
      <translation>Ausencias nuevas: %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Nothing that is not known yet</source>
      <translation>Nada que no se sepa ya</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Of</source>
      <translation>De</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Rotations: %1 · covers: %2 · %3</source>
      <translation>Rotaciones: %1 · sustituciones: %2 · %3</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Time off</source>
      <translation>Ausencias</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>What the file comes to</source>
      <translation>En qué queda el archivo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Who is meant</source>
      <translation>A quién se refiere</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>Whose time off</source>
      <translation>Ausencia de quién</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/import_sheet.py"></location>
      <source>above</source>
      <translation>encima</translation>
    </message>
  </context>
  <context>
    <name>Incident</name>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source> and %1 more</source>
      <translation> y %1 más</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 and #%2 are not tied any more.</source>
      <translation>#%1 y #%2 ya no están vinculados.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 and #%2 are related.</source>
      <translation>#%1 y #%2 están relacionados.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 is a part of #%2.</source>
      <translation>#%1 es parte de #%2.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 is accepted; work begins.</source>
      <translation>#%1 queda aceptado; empieza el trabajo.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 is awake.</source>
      <translation>#%1 vuelve a estar activo.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 is merged into #%2.</source>
      <translation>#%1 se fusionó en #%2.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 sleeps until %2; then it pages anew.</source>
      <translation>#%1 duerme hasta %2; después vuelve a avisar.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%1 stands on its own again.</source>
      <translation>#%1 vuelve a ir por separado.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>#%2 is split off from #%1.</source>
      <translation>#%2 se separó de #%1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>%1 (stands on %2)</source>
      <translation>%1 (depende de %2)</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lane.py"></location>
      <location filename="../../ui/incidents/line.py"></location>
      <source>%1 acknowledged</source>
      <translation>%1 confirmó</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line.py"></location>
      <source>%1 acknowledged as well</source>
      <translation>%1 confirmó también</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>%1 is needed no more.</source>
      <translation>%1 ya no hace falta.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>%1 people are called to help.</source>
      <translation>Se llama a %1 personas para que ayuden.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lane.py"></location>
      <source>%1 times</source>
      <translation>%1 veces</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>A blemish. It can wait for working hours.</source>
      <translation>Un defecto. Puede esperar al horario laboral.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>A date, such as 2026-03-28</source>
      <translation>Una fecha, por ejemplo 2026-03-28</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>A few</source>
      <translation>Unos pocos</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>A main part is broken</source>
      <translation>Una parte principal está rota</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>A main part is broken or badly slow for many.</source>
      <translation>Una parte principal está rota o muy lenta para muchos.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>A number, such as 12 or 4.5</source>
      <translation>Un número, por ejemplo 12 o 4.5</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>A part of this</source>
      <translation>Parte de este</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>A remedy is in place; see whether it holds</source>
      <translation>Hay un remedio; a ver si aguanta</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>A room is open; its link stands in the facts.</source>
      <translation>Hay una sala abierta; su enlace está en los datos.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Ack</source>
      <translation>Conf.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/row_menu.py"></location>
      <location filename="../../ui/incidents/steps.py"></location>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Acknowledge</source>
      <translation>Confirmar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Alert</source>
      <translation>Alerta</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>All, or data at risk</source>
      <translation>Todos, o datos en riesgo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>CI/CD pipeline</source>
      <translation>Pipeline de CI/CD</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Catch up</source>
      <translation>Ponerse al día</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Change</source>
      <translation>Cambio</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Closed</source>
      <translation>Cerrado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Commander</source>
      <translation>Responsable</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Comms</source>
      <translation>Comunicación</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/row_menu.py"></location>
      <source>Copy with its timeline</source>
      <translation>Copiar con su cronología</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Customers cannot use it, or data is at risk. Everybody is woken.</source>
      <translation>Los clientes no pueden usarlo, o hay datos en riesgo. Se despierta a todos.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Decides, and keeps the whole in view</source>
      <translation>Decide, y mantiene la visión de conjunto</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Declared</source>
      <translation>Declarado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Declined</source>
      <translation>Rechazado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Deputy</source>
      <translation>Suplente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Edit</source>
      <translation>Edición</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Edit the title</source>
      <translation>Editar el título</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Escalated</source>
      <translation>Escalado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Expert</source>
      <translation>Experto</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>File</source>
      <translation>Archivo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Fill in</source>
      <translation>Rellenar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Filter incidents</source>
      <translation>Filtrar incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Flag</source>
      <translation>Marca</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Hand to somebody…</source>
      <translation>Pasar a alguien…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line.py"></location>
      <source>Happened %1</source>
      <translation>Ocurrió %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Help</source>
      <translation>Ayuda</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>High</source>
      <translation>Alta</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>High: people are woken</source>
      <translation>Alta: se despierta a la gente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>I have it; stops the paging (A)</source>
      <translation>Lo tengo yo; detiene los avisos (A)</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Identified</source>
      <translation>Identificado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Infrastructure outage</source>
      <translation>Caída de infraestructura</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Investigating</source>
      <translation>Investigando</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>It does not work at all</source>
      <translation>No funciona en absoluto</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>It is over (R)</source>
      <translation>Ha terminado (R)</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Knows this part best</source>
      <translation>Conoce mejor esta parte</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line.py"></location>
      <source>Last resort</source>
      <translation>Último recurso</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line.py"></location>
      <source>Level %1</source>
      <translation>Nivel %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Low</source>
      <translation>Baja</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Low: people are told, nobody is woken</source>
      <translation>Baja: se informa, no se despierta a nadie</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>Many</source>
      <translation>Muchos</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>Mark identified</source>
      <translation>Marcar identificado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>Mark monitoring</source>
      <translation>Marcar en observación</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Merged</source>
      <translation>Fusionado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Merged into</source>
      <translation>Fusionado en</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Merged into this</source>
      <translation>Fusionados en este</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Message</source>
      <translation>Mensaje</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Misconfiguration or access</source>
      <translation>Configuración o acceso incorrectos</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Monitoring</source>
      <translation>En observación</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Next incident</source>
      <translation>Incidente siguiente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Note</source>
      <translation>Nota</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>One person is called to help.</source>
      <translation>Se llama a una persona para que ayude.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>Only a blemish</source>
      <translation>Solo un defecto</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Other</source>
      <translation>Otro</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Page</source>
      <translation>Aviso</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/row_menu.py"></location>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Page the next level now</source>
      <translation>Avisar ahora al nivel siguiente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Performance</source>
      <translation>Rendimiento</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Pin</source>
      <translation>Fijar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Playbook</source>
      <translation>Playbook</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Previous incident</source>
      <translation>Incidente anterior</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Problem</source>
      <translation>Problema</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line.py"></location>
      <source>Recorded %1</source>
      <translation>Registrado %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Related</source>
      <translation>Relacionado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>Reopen</source>
      <translation>Reabrir</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Reopened</source>
      <translation>Reabierto</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Resolved</source>
      <translation>Resuelta</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/row_menu.py"></location>
      <location filename="../../ui/incidents/steps.py"></location>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Resolve…</source>
      <translation>Resolver…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Review</source>
      <translation>Revisión</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Role</source>
      <translation>Papel</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Save the file</source>
      <translation>Guardar el archivo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Scribe</source>
      <translation>Cronista</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Security or data leak</source>
      <translation>Fuga de datos o de seguridad</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>Since when?</source>
      <translation>¿Desde cuándo?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Snooze</source>
      <translation>Posponer</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Something is broken, but there is a way round it.</source>
      <translation>Algo está roto, pero hay una forma de evitarlo.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Split off from</source>
      <translation>Separado de</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Split off from this</source>
      <translation>Separado de este</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Stands in for the commander</source>
      <translation>Sustituye al responsable</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Status</source>
      <translation>Estado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Task</source>
      <translation>Tarea</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Tell people…</source>
      <translation>Informar…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Tells customers and managers</source>
      <translation>Informa a clientes y dirección</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>The cause is known</source>
      <translation>Se conoce la causa</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>There is a way round it</source>
      <translation>Hay una forma de evitarlo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Third-party failure</source>
      <translation>Fallo de terceros</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>This is a part of</source>
      <translation>Este es parte de</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Tie</source>
      <translation>Vínculo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Triage</source>
      <translation>Triaje</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Update</source>
      <translation>Actualización</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>What comes next?</source>
      <translation>¿Qué viene ahora?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>What is it?</source>
      <translation>¿Qué es?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>What was tried?</source>
      <translation>¿Qué se ha probado?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/catch_up.py"></location>
      <source>Who is on it?</source>
      <translation>¿Quién está en ello?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/steps.py"></location>
      <source>Work goes on</source>
      <translation>El trabajo sigue</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Workflow</source>
      <translation>Flujo de trabajo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/row_menu.py"></location>
      <location filename="../../ui/incidents/verbs.py"></location>
      <source>Write a note</source>
      <translation>Escribir una nota</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>Writes down what happens</source>
      <translation>Anota lo que ocurre</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>You do not help with #%1.</source>
      <translation>No ayudas con #%1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/joint.py"></location>
      <source>You help with #%1.</source>
      <translation>Ayudas con #%1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>being called</source>
      <translation>se le está llamando</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>called off</source>
      <translation>llamada anulada</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>cancelled</source>
      <translation>anulado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>cannot be reached</source>
      <translation>no se le puede localizar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>cannot help</source>
      <translation>no puede ayudar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>due</source>
      <translation>pendiente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line.py"></location>
      <source>edited</source>
      <translation>editado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>failed</source>
      <translation>falló</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>from the alert card</source>
      <translation>desde la tarjeta de alerta</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>from the link in the message</source>
      <translation>desde el enlace del mensaje</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>from the shell</source>
      <translation>desde la consola</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>from the tray</source>
      <translation>desde la bandeja</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>has trouble of its own</source>
      <translation>tiene problemas propios</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>helps</source>
      <translation>ayuda</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/help_card.py"></location>
      <source>no answer</source>
      <translation>sin respuesta</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/declare_forecast.py"></location>
      <source>not ours</source>
      <translation>no es nuestro</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line.py"></location>
      <source>pinned</source>
      <translation>fijado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>sending</source>
      <translation>enviando</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>sent</source>
      <translation>enviado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>through the API</source>
      <translation>por la API</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/word.py"></location>
      <source>unknown</source>
      <translation>desconocido</translation>
    </message>
  </context>
  <context>
    <name>IncidentDetail</name>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>A few words are needed.</source>
      <translation>Hacen falta unas palabras.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>A few words for those who read it later</source>
      <translation>Unas palabras para quien lo lea después</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Decline</source>
      <translation>Rechazar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Go on</source>
      <translation>Continuar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Not changed.</source>
      <translation>Sin cambios.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Not done.</source>
      <translation>No se hizo.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Resolve</source>
      <translation>Resolver</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Save anyway</source>
      <translation>Guardar igualmente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Somebody changed this meanwhile.</source>
      <translation>Alguien lo cambió mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>What solved it? (may stay empty)</source>
      <translation>¿Qué lo resolvió? (puede quedar vacío)</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Why is it no incident?</source>
      <translation>¿Por qué no es un incidente?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/detail.py"></location>
      <source>Why? Your team writes it down</source>
      <translation>¿Por qué? Tu equipo lo anota</translation>
    </message>
  </context>
  <context>
    <name>IncidentHead</name>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>%1 is paged now.</source>
      <translation>Se avisa ahora a %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Copy as text</source>
      <translation>Copiar como texto</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>DRILL</source>
      <translation>SIMULACRO</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Decline: it is no incident…</source>
      <translation>Rechazar: no es un incidente…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Edit the title</source>
      <translation>Editar el título</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Escalate</source>
      <translation>Escalar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Facts</source>
      <translation>Datos</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Give it back</source>
      <translation>Devolverlo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>More</source>
      <translation>Más</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Page now</source>
      <translation>Avisar ahora</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Page the next level now</source>
      <translation>Avisar ahora al nivel siguiente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Page the next level now (E)</source>
      <translation>Avisar ahora al nivel siguiente (E)</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Resolve…</source>
      <translation>Resolver…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Tell people…</source>
      <translation>Informar…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>The next level is paged now.</source>
      <translation>Se avisa ahora al nivel siguiente.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>The next level is paged now. Until somebody answers, nobody has it.</source>
      <translation>Se avisa ahora al nivel siguiente. Hasta que alguien responda, no lo lleva nadie.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>This incident has no policy: nobody can be paged.</source>
      <translation>Este incidente no tiene política: no se puede avisar a nadie.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/head.py"></location>
      <source>Write to customers and colleagues how it stands (T)</source>
      <translation>Escribir a clientes y colegas cómo está (T)</translation>
    </message>
  </context>
  <context>
    <name>IncidentLine</name>
    <message>
      <location filename="../../ui/incidents/list_line.py"></location>
      <source>DRILL</source>
      <translation>SIMULACRO</translation>
    </message>
  </context>
  <context>
    <name>IncidentList</name>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>%1 incidents</source>
      <translation>%1 incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>1 incident</source>
      <translation>1 incidente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Clear filters</source>
      <translation>Borrar filtros</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Filter incidents</source>
      <translation>Filtrar incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Last changed first</source>
      <translation>Último cambio primero</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Newest first</source>
      <translation>Más nuevos primero</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Nothing is open.</source>
      <translation>No hay nada abierto.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Nothing matches.</source>
      <translation>Nada coincide.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Oldest first</source>
      <translation>Más antiguos primero</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Sort</source>
      <translation>Ordenar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Switch “Open” off to see what is over.</source>
      <translation>Apaga «Abiertos» para ver los terminados.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/listing.py"></location>
      <source>Worst first</source>
      <translation>Peores primero</translation>
    </message>
  </context>
  <context>
    <name>IncidentsPage</name>
    <message>
      <location filename="../../ui/incidents/nothing.py"></location>
      <source>An alert opens one by itself; anybody can declare one in ten seconds. Nothing is broken now.</source>
      <translation>Una alerta abre uno por sí sola; cualquiera puede declarar uno en diez segundos. Ahora no hay nada roto.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/nothing.py"></location>
      <source>Arrow keys go through the list.</source>
      <translation>Las flechas recorren la lista.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/nothing.py"></location>
      <source>Choose an incident to see its story.</source>
      <translation>Elige un incidente para ver su historia.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/nothing.py"></location>
      <source>Declare incident</source>
      <translation>Declarar incidente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/page.py"></location>
      <source>Export as CSV</source>
      <translation>Exportar como CSV</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/page.py"></location>
      <source>Exported to %1</source>
      <translation>Exportado a %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/page.py"></location>
      <source>Incidents</source>
      <translation>Incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/nothing.py"></location>
      <source>Incidents land here when something breaks.</source>
      <translation>Los incidentes llegan aquí cuando algo se rompe.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/nothing.py"></location>
      <source>Load a sample team</source>
      <translation>Cargar un equipo de ejemplo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/page.py"></location>
      <source>Not done.</source>
      <translation>No se hizo.</translation>
    </message>
  </context>
  <context>
    <name>IncidentsView</name>
    <message>
      <location filename="../../ui/incidents/list_view.py"></location>
      <source>Incidents</source>
      <translation>Incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/list_view.py"></location>
      <source>Unanswered</source>
      <translation>Sin respuesta</translation>
    </message>
  </context>
  <context>
    <name>InviteForm</name>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Invite a colleague</source>
      <translation>Invitar a un colega</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Save the file…</source>
      <translation>Guardar el archivo…</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Save the invitation</source>
      <translation>Guardar la invitación</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Somebody who is not in the team yet</source>
      <translation>Alguien que aún no está en el equipo</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>The file says which database your team works on and who they are. A double click opens it in their Watchbill.</source>
      <translation>El archivo dice en qué base de datos trabaja tu equipo y quién es esa persona. Un doble clic lo abre en su Watchbill.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Watchbill invitation (*.watchbill)</source>
      <translation>Invitación de Watchbill (*.watchbill)</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Who</source>
      <translation>Quién</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>Whoever has this file can read the team's data: send it by a way you trust, and delete it when they are in.</source>
      <translation>Quien tenga este archivo puede leer los datos del equipo: envíalo por un medio de confianza y bórralo cuando haya entrado.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>With the database's password</source>
      <translation>Con la contraseña de la base de datos</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/invite.py"></location>
      <source>With the key that opens contacts and integrations</source>
      <translation>Con la clave que abre contactos e integraciones</translation>
    </message>
  </context>
  <context>
    <name>ItemsPart</name>
    <message>
      <location filename="../../ui/reviews/items.py"></location>
      <source>Follow-ups</source>
      <translation>Seguimientos</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/items.py"></location>
      <source>Make a follow-up of the new line</source>
      <translation>Hacer un seguimiento de la línea nueva</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/items.py"></location>
      <source>Make follow-ups of %1 lines</source>
      <translation>Hacer seguimientos de %1 líneas</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/items.py"></location>
      <source>Make them follow-ups</source>
      <translation>Hacerlos seguimientos</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/items.py"></location>
      <source>Open “%1”</source>
      <translation>Abrir «%1»</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/items.py"></location>
      <source>nobody yet</source>
      <translation>nadie todavía</translation>
    </message>
  </context>
  <context>
    <name>Joining</name>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Colleagues need one that all can reach: a PostgreSQL.</source>
      <translation>Los colegas necesitan una que todos alcancen: un PostgreSQL.</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Connect to a database…</source>
      <translation>Conectar a una base de datos…</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Connect…</source>
      <translation>Conectar…</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Everywhere</source>
      <translation>En todas partes</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Invite a colleague…</source>
      <translation>Invitar a un colega…</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Open an invitation</source>
      <translation>Abrir una invitación</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Open an invitation…</source>
      <translation>Abrir una invitación…</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>This database is a file on this machine.</source>
      <translation>Esta base de datos es un archivo de este equipo.</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Watchbill invitation (*.watchbill)</source>
      <translation>Invitación de Watchbill (*.watchbill)</translation>
    </message>
    <message>
      <location filename="../../ui/joining.py"></location>
      <source>Written: %1</source>
      <translation>Escrito: %1</translation>
    </message>
  </context>
  <context>
    <name>KeyHint</name>
    <message>
      <location filename="../../ui/widgets/text.py"></location>
      <source>Key %s</source>
      <translation>Tecla %s</translation>
    </message>
  </context>
  <context>
    <name>KeyList</name>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Choose a row</source>
      <translation>Elegir una fila</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Clear the filter</source>
      <translation>Borrar el filtro</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Copy rows as text</source>
      <translation>Copiar filas como texto</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Everywhere</source>
      <translation>En todas partes</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>In lists</source>
      <translation>En las listas</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>In sheets</source>
      <translation>En las hojas</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Its menu</source>
      <translation>Su menú</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Keys</source>
      <translation>Teclas</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Leave; what was typed is kept</source>
      <translation>Dejarlo; lo escrito se conserva</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Open it</source>
      <translation>Abrirlo</translation>
    </message>
    <message>
      <location filename="../../ui/shell/keys.py"></location>
      <source>Send, or save</source>
      <translation>Enviar, o guardar</translation>
    </message>
  </context>
  <context>
    <name>LanesView</name>
    <message numerus="yes">
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>%n marks</source>
      <translation>
        <numerusform>%n marca</numerusform>
        <numerusform>%n marcas</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>Alerts</source>
      <translation>Alertas</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>Pages</source>
      <translation>Avisos</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>Picture of the timeline</source>
      <translation>Imagen de la cronología</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>Updates</source>
      <translation>Actualizaciones</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>Work</source>
      <translation>Trabajo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>now</source>
      <translation>ahora</translation>
    </message>
  </context>
  <context>
    <name>LateProgress</name>
    <message>
      <location filename="../../ui/widgets/progress.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/progress.py"></location>
      <source>Working</source>
      <translation>Trabajando</translation>
    </message>
  </context>
  <context>
    <name>LearningCard</name>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>%1 at %2 can be asked.</source>
      <translation>Se puede preguntar a %1 en %2.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Address</source>
      <translation>Dirección</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>After an incident</source>
      <translation>Tras un incidente</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Change</source>
      <translation>Cambio</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Change the language model</source>
      <translation>Cambiar el modelo de lenguaje</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Days for %1</source>
      <translation>Días para %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Drafts of reviews are made without one. If you give an address that speaks as OpenAI does, of a provider or of your own machine, it can suggest a section. You see every word before it leaves, and secrets and personal data are masked.</source>
      <translation>Los borradores de las revisiones se hacen sin él. Si das una dirección que hable como OpenAI, de un proveedor o de tu propio equipo, puede sugerir una sección. Ves cada palabra antes de que salga, y los secretos y datos personales se enmascaran.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Follow-ups without a day of their own are due so many days after their incident was over.</source>
      <translation>Los seguimientos sin día propio vencen tantos días después de terminar su incidente.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>It is sealed, and never shown again.</source>
      <translation>Se sella y no se vuelve a mostrar nunca.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>It may be an address inside the house</source>
      <translation>Puede ser una dirección interna</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Key</source>
      <translation>Clave</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Language model</source>
      <translation>Modelo de lenguaje</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Model</source>
      <translation>Modelo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>No language model is asked.</source>
      <translation>No se pregunta a ningún modelo de lenguaje.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Remove the language model</source>
      <translation>Quitar el modelo de lenguaje</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Save days</source>
      <translation>Guardar días</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Save model</source>
      <translation>Guardar modelo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/learning_card.py"></location>
      <source>Set a model</source>
      <translation>Configurar un modelo</translation>
    </message>
  </context>
  <context>
    <name>LevelCard</name>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>Service levels</source>
      <translation>Niveles de servicio</translation>
    </message>
  </context>
  <context>
    <name>LevelEntry</name>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Call again so many times</source>
      <translation>Volver a llamar estas veces</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>How long is waited? Write it such as 5m, 90s or 1h.</source>
      <translation>¿Cuánto se espera? Escribe, por ejemplo, 5m, 90s o 1h.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Level %1</source>
      <translation>Nivel %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Move down</source>
      <translation>Bajar</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Move up</source>
      <translation>Subir</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Take this level out</source>
      <translation>Quitar este nivel</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Wait</source>
      <translation>Esperar</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Whom of them</source>
      <translation>A quién de ellos</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>Whose answer is enough</source>
      <translation>Qué respuesta basta</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>all must answer</source>
      <translation>todos deben responder</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>call everybody</source>
      <translation>llamar a todos</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>call one, by chance</source>
      <translation>llamar a uno, al azar</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>call one, in turn</source>
      <translation>llamar a uno, por turno</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>for an answer, then call again</source>
      <translation>una respuesta, después llamar otra vez</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>one answer is enough</source>
      <translation>basta una respuesta</translation>
    </message>
    <message>
      <location filename="../../ui/policies/level_entry.py"></location>
      <source>times</source>
      <translation>veces</translation>
    </message>
  </context>
  <context>
    <name>LevelRow</name>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source> · %1 unsaid</source>
      <translation> · %1 sin indicar</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>%1 % of budget</source>
      <translation>%1 % del margen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>%1 incidents do not say when impact began</source>
      <translation>%1 incidentes no dicen cuándo empezó el impacto</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>down for %1 in %2 stretches</source>
      <translation>caído durante %1 en %2 tramos</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>kept</source>
      <translation>cumplido</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>no SLO</source>
      <translation>sin SLO</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>no budget</source>
      <translation>sin margen</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>not kept</source>
      <translation>no cumplido</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>over by %1</source>
      <translation>%1 de más</translation>
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
      <translation>Días seguidos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/limit_fields.py"></location>
      <source>Hours in seven days</source>
      <translation>Horas en siete días</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/limit_fields.py"></location>
      <source>Nights running</source>
      <translation>Noches seguidas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/limit_fields.py"></location>
      <source>Rest between shifts</source>
      <translation>Descanso entre turnos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/limit_fields.py"></location>
      <source>no limit</source>
      <translation>sin límite</translation>
    </message>
  </context>
  <context>
    <name>LineActs</name>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Earlier texts</source>
      <translation>Textos anteriores</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Edit the note</source>
      <translation>Editar la nota</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Edit…</source>
      <translation>Editar…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Not pinned any more.</source>
      <translation>Ya no está fijado.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Pin: everybody should see it</source>
      <translation>Fijar: todos deberían verlo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Pinned.</source>
      <translation>Fijado.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Save %1…</source>
      <translation>Guardar %1…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Show %1</source>
      <translation>Mostrar %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>The note is changed.</source>
      <translation>La nota se cambió.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Unpin</source>
      <translation>Soltar</translation>
    </message>
  </context>
  <context>
    <name>Listing</name>
    <message>
      <location filename="../../ui/schedules/listing.py"></location>
      <source>All</source>
      <translation>Todo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/listing.py"></location>
      <source>Away</source>
      <translation>Ausente</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/listing.py"></location>
      <source>Covers</source>
      <translation>Sustituciones</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/listing.py"></location>
      <source>Filter</source>
      <translation>Filtrar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/listing.py"></location>
      <source>Gaps</source>
      <translation>Huecos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/listing.py"></location>
      <source>On call</source>
      <translation>De guardia</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/listing.py"></location>
      <source>Shifts</source>
      <translation>Turnos</translation>
    </message>
  </context>
  <context>
    <name>LoadLine</name>
    <message>
      <location filename="../../ui/schedules/load_line.py"></location>
      <source>Drag onto the rota: a cover</source>
      <translation>Arrastra al cuadrante: una sustitución</translation>
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
      <translation>También lo que no se ejecutó</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/log_panel.py"></location>
      <source>Every run will stand here, with what became of each step.</source>
      <translation>Aquí estará cada ejecución, con lo que pasó en cada paso.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/log_panel.py"></location>
      <source>It has not done anything yet.</source>
      <translation>Aún no ha hecho nada.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/log_panel.py"></location>
      <source>Show the incident</source>
      <translation>Mostrar el incidente</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/log_panel.py"></location>
      <source>Stop it</source>
      <translation>Pararlo</translation>
    </message>
  </context>
  <context>
    <name>LookCard</name>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>As the system</source>
      <translation>Como el sistema</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Dark</source>
      <translation>Oscuro</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Days and hours follow your country's order.</source>
      <translation>Días y horas siguen el orden de tu país.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>From the next start on.</source>
      <translation>Desde el próximo inicio.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Language</source>
      <translation>Idioma</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Light</source>
      <translation>Claro</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Look</source>
      <translation>Ver</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Sizes and motion follow the system's own settings.</source>
      <translation>Tamaños y movimiento siguen los ajustes del sistema.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Theme</source>
      <translation>Tema</translation>
    </message>
  </context>
  <context>
    <name>Looking</name>
    <message>
      <location filename="../../ui/incidents/looking.py"></location>
      <source>Also looking at it now: %1</source>
      <translation>También lo miran ahora: %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/looking.py"></location>
      <source>Nobody else is here</source>
      <translation>No hay nadie más aquí</translation>
    </message>
  </context>
  <context>
    <name>MailPopup</name>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Address</source>
      <translation>Dirección</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>An address is needed, such as mailto://…</source>
      <translation>Hace falta una dirección, por ejemplo mailto://…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Mail the report every month</source>
      <translation>Enviar el informe cada mes</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Now by %1; the last was %2.</source>
      <translation>Ahora por %1; el último fue %2.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Stop</source>
      <translation>Parar</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>The engine sends it as PDF and HTML when a month is over.</source>
      <translation>El motor lo envía como PDF y HTML cuando termina un mes.</translation>
    </message>
  </context>
  <context>
    <name>Masks</name>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n IP address(es)</source>
      <translation>
        <numerusform>%n dirección IP</numerusform>
        <numerusform>%n direcciones IP</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n access token(s)</source>
      <translation>
        <numerusform>%n token de acceso</numerusform>
        <numerusform>%n tokens de acceso</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n bank account(s)</source>
      <translation>
        <numerusform>%n cuenta bancaria</numerusform>
        <numerusform>%n cuentas bancarias</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n card number(s)</source>
      <translation>
        <numerusform>%n número de tarjeta</numerusform>
        <numerusform>%n números de tarjeta</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n cloud key(s)</source>
      <translation>
        <numerusform>%n clave de la nube</numerusform>
        <numerusform>%n claves de la nube</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n e-mail address(es)</source>
      <translation>
        <numerusform>%n dirección de correo</numerusform>
        <numerusform>%n direcciones de correo</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n password(s) or key(s)</source>
      <translation>
        <numerusform>%n contraseña o clave</numerusform>
        <numerusform>%n contraseñas o claves</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n phone number(s)</source>
      <translation>
        <numerusform>%n número de teléfono</numerusform>
        <numerusform>%n números de teléfono</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n private key(s)</source>
      <translation>
        <numerusform>%n clave privada</numerusform>
        <numerusform>%n claves privadas</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n secret(s) stored in Watchbill</source>
      <translation>
        <numerusform>%n secreto guardado en Watchbill</numerusform>
        <numerusform>%n secretos guardados en Watchbill</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Me</name>
    <message>
      <location filename="../../ui/shell/me.py"></location>
      <source>Choose…</source>
      <translation>Elegir…</translation>
    </message>
    <message>
      <location filename="../../ui/shell/me.py"></location>
      <source>Everywhere</source>
      <translation>En todas partes</translation>
    </message>
    <message>
      <location filename="../../ui/shell/me.py"></location>
      <source>I am %1</source>
      <translation>Soy %1</translation>
    </message>
    <message>
      <location filename="../../ui/shell/me.py"></location>
      <source>Pages to you ring here, and what you do carries your name.</source>
      <translation>Tus avisos suenan aquí, y lo que haces lleva tu nombre.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/me.py"></location>
      <source>Who am I…</source>
      <translation>Quién soy…</translation>
    </message>
    <message>
      <location filename="../../ui/shell/me.py"></location>
      <source>Who are you?</source>
      <translation>¿Quién eres?</translation>
    </message>
  </context>
  <context>
    <name>MenuChip</name>
    <message>
      <location filename="../../ui/widgets/chip.py"></location>
      <source>Any</source>
      <translation>Cualquiera</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/chip.py"></location>
      <source>Opens a menu</source>
      <translation>Abre un menú</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/chip.py"></location>
      <source>any</source>
      <translation>cualquiera</translation>
    </message>
  </context>
  <context>
    <name>MergeSheet</name>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>%1 published while you were drafting. Everything that fits together is together already; here you decide what holds. Nothing is published yet.</source>
      <translation>%1 publicó mientras preparabas tu borrador. Todo lo que encaja ya está junto; aquí decides lo que vale. Aún no se ha publicado nada.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>%1 to decide</source>
      <translation>%1 por decidir</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>Both of you changed this</source>
      <translation>Ambos cambiasteis esto</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>Go on</source>
      <translation>Continuar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>Mine everywhere</source>
      <translation>Lo mío en todo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>Not now</source>
      <translation>Ahora no</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/merge_sheet.py"></location>
      <source>Theirs everywhere</source>
      <translation>Lo suyo en todo</translation>
    </message>
  </context>
  <context>
    <name>Metrics</name>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>%1 pt</source>
      <translation>%1 pp</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>Acknowledged after</source>
      <translation>Confirmado tras</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>Availability</source>
      <translation>Disponibilidad</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>Came back in 30 days</source>
      <translation>Volvió en 30 días</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>Incidents</source>
      <translation>Incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>Resolved after</source>
      <translation>Resuelto tras</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>Woken at night</source>
      <translation>Despertados de noche</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>as before</source>
      <translation>como antes</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>none before</source>
      <translation>ninguno antes</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/words.py"></location>
      <source>nothing to compare with</source>
      <translation>nada con que comparar</translation>
    </message>
  </context>
  <context>
    <name>MetricsChips</name>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>All categories</source>
      <translation>Todas las categorías</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>All services</source>
      <translation>Todos los servicios</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>All teams</source>
      <translation>Todos los equipos</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Days of your own…</source>
      <translation>Días a tu elección…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Filters</source>
      <translation>Filtros</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Last 12 months</source>
      <translation>Últimos 12 meses</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Last 30 days</source>
      <translation>Últimos 30 días</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Last 6 months</source>
      <translation>Últimos 6 meses</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Last 90 days</source>
      <translation>Últimos 90 días</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Last month</source>
      <translation>Mes pasado</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Last quarter</source>
      <translation>Trimestre pasado</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Last year</source>
      <translation>Último año</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Maintenance counts as neither up nor down</source>
      <translation>El mantenimiento no cuenta ni como disponible ni como caído</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>SEV1–SEV4</source>
      <translation>SEV1–SEV4</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Span</source>
      <translation>Periodo</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>This month</source>
      <translation>Este mes</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>This quarter</source>
      <translation>Este trimestre</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>This year</source>
      <translation>Este año</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/filters.py"></location>
      <source>Without maintenance</source>
      <translation>Sin mantenimiento</translation>
    </message>
  </context>
  <context>
    <name>MetricsPage</name>
    <message>
      <location filename="../../ui/metrics/page.py"></location>
      <source>Declare an incident</source>
      <translation>Declarar un incidente</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/page.py"></location>
      <source>Figures come from incidents, and there are none yet.</source>
      <translation>Las cifras salen de los incidentes, y aún no hay ninguno.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/page.py"></location>
      <source>How long it takes to answer and to resolve, what each service costs in sleep, whether promises were kept: each with its formula and the incidents behind it.</source>
      <translation>Cuánto se tarda en responder y resolver, cuánto sueño cuesta cada servicio, si se cumplió lo prometido: cada cosa con su fórmula y los incidentes que hay detrás.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/page.py"></location>
      <source>Look at the sample team</source>
      <translation>Ver el equipo de ejemplo</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/page.py"></location>
      <source>Metrics</source>
      <translation>Métricas</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/page.py"></location>
      <source>No incident is behind this</source>
      <translation>No hay ningún incidente detrás de esto</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/page.py"></location>
      <source>Report…</source>
      <translation>Informe…</translation>
    </message>
  </context>
  <context>
    <name>MomentPopup</name>
    <message>
      <location filename="../../ui/incidents/ask_popup.py"></location>
      <source>Say it like 14:02, yesterday 9:00 or 20 min ago.</source>
      <translation>Escribe, por ejemplo, 14:02, yesterday 9:00 o 20 min ago.</translation>
    </message>
  </context>
  <context>
    <name>MonthView</name>
    <message>
      <location filename="../../ui/widgets/month.py"></location>
      <source>Month after</source>
      <translation>Mes siguiente</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/month.py"></location>
      <source>Month before</source>
      <translation>Mes anterior</translation>
    </message>
  </context>
  <context>
    <name>MoreMenu</name>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Accept: it is an incident</source>
      <translation>Aceptar: es un incidente</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Call somebody to help…</source>
      <translation>Llamar a alguien para que ayude…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>End the snooze</source>
      <translation>Terminar la pausa</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Export</source>
      <translation>Exportar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>For 1 hour</source>
      <translation>Durante 1 hora</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>For 30 minutes</source>
      <translation>Durante 30 minutos</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>For 4 hours</source>
      <translation>Durante 4 horas</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>JSON</source>
      <translation>JSON</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Make it a part of another…</source>
      <translation>Hacerlo parte de otro…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Markdown</source>
      <translation>Markdown</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Merge into another…</source>
      <translation>Fusionar en otro…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Merge, split, relate</source>
      <translation>Fusionar, separar, relacionar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>PDF</source>
      <translation>PDF</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Relate to another…</source>
      <translation>Relacionar con otro…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Say a time to come, such as tomorrow 9:00.</source>
      <translation>Di una hora futura, por ejemplo tomorrow 9:00.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Snooze</source>
      <translation>Posponer</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Split off again</source>
      <translation>Volver a separar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Split off another matter…</source>
      <translation>Separar otro asunto…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Until %1</source>
      <translation>Hasta %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Until…</source>
      <translation>Hasta…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>Web page</source>
      <translation>Página web</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/more_menu.py"></location>
      <source>When should it come back?</source>
      <translation>¿Cuándo debe volver?</translation>
    </message>
  </context>
  <context>
    <name>MultiPicker</name>
    <message>
      <location filename="../../ui/widgets/multi.py"></location>
      <source>Add</source>
      <translation>Añadir</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/multi.py"></location>
      <source>Nothing chosen</source>
      <translation>Nada elegido</translation>
    </message>
  </context>
  <context>
    <name>News</name>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>%1 acknowledged a moment ago.</source>
      <translation>%1 confirmó hace un momento.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>%1 changed %2 a moment ago.</source>
      <translation>%1 cambió %2 hace un momento.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>%1 changed this.</source>
      <translation>%1 cambió esto.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>Save mine</source>
      <translation>Guardar lo mío</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>Somebody changed this incident.</source>
      <translation>Alguien cambió este incidente.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>Yours (%1) is not stored yet.</source>
      <translation>Lo tuyo (%1) aún no está guardado.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the category</source>
      <translation>la categoría</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the impact</source>
      <translation>el impacto</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the service</source>
      <translation>el servicio</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the services</source>
      <translation>los servicios</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the severity</source>
      <translation>la severidad</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the stage</source>
      <translation>la fase</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the title</source>
      <translation>el título</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>the urgency</source>
      <translation>la urgencia</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/news.py"></location>
      <source>when it began</source>
      <translation>cuándo empezó</translation>
    </message>
  </context>
  <context>
    <name>Notices</name>
    <message>
      <location filename="../../ui/shell/notices.py"></location>
      <source>Acknowledge</source>
      <translation>Confirmar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/notices.py"></location>
      <source>Open</source>
      <translation>Abierta</translation>
    </message>
  </context>
  <context>
    <name>Offers</name>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>A made-up team with a rota, incidents and pages, in a window of its own. Nothing is sent to anybody, and nothing of it stays.</source>
      <translation>Un equipo inventado con cuadrante, incidentes y avisos, en una ventana propia. No se envía nada a nadie, y no queda nada.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Add the first person</source>
      <translation>Añadir la primera persona</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Connect to the PostgreSQL your team works on, or open the .watchbill file that a colleague sent you.</source>
      <translation>Conecta al PostgreSQL en que trabaja tu equipo, o abre el archivo .watchbill que te envió un colega.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Connect…</source>
      <translation>Conectar…</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Everything is kept in one file on this machine, and paging runs while Watchbill does. It can move to a server later.</source>
      <translation>Todo se guarda en un archivo de este equipo, y los avisos funcionan mientras Watchbill esté abierto. Más tarde se puede pasar a un servidor.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Join my team</source>
      <translation>Unirme a mi equipo</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Look around first</source>
      <translation>Mirar primero</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Open a file…</source>
      <translation>Abrir un archivo…</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Show the sample team</source>
      <translation>Mostrar el equipo de ejemplo</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/offers.py"></location>
      <source>Start my team</source>
      <translation>Empezar mi equipo</translation>
    </message>
  </context>
  <context>
    <name>OwnFacts</name>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>A number, such as 120</source>
      <translation>Un número, por ejemplo 120</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Change…</source>
      <translation>Cambiar…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Customers</source>
      <translation>Clientes</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>How many customers are hit?</source>
      <translation>¿A cuántos clientes afecta?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>How many?</source>
      <translation>¿Cuántos?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Join the call</source>
      <translation>Entrar en la llamada</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>May be hit</source>
      <translation>Puede verse afectado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>None</source>
      <translation>Ninguno</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Open</source>
      <translation>Abierta</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Open a room</source>
      <translation>Abrir una sala</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Open a room for everybody</source>
      <translation>Abrir una sala para todos</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Regions</source>
      <translation>Regiones</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Talk</source>
      <translation>Hablar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>These stand on what is hit</source>
      <translation>Estos dependen de lo afectado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Use a link of our own…</source>
      <translation>Usar un enlace propio…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Where do you talk?</source>
      <translation>¿Dónde habláis?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Where is it felt?</source>
      <translation>¿Dónde se nota?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>Where?</source>
      <translation>¿Dónde?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_facts.py"></location>
      <source>With commas: EU, US</source>
      <translation>Con comas: UE, EE. UU.</translation>
    </message>
  </context>
  <context>
    <name>OwnFields</name>
    <message>
      <location filename="../../ui/incidents/own_fields.py"></location>
      <source>Choose</source>
      <translation>Elegir</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_fields.py"></location>
      <source>Choose somebody</source>
      <translation>Elige a alguien</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/own_fields.py"></location>
      <source>Your team needs this.</source>
      <translation>Tu equipo lo necesita.</translation>
    </message>
  </context>
  <context>
    <name>PageItem</name>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source> and %1 more</source>
      <translation> y %1 más</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Details of this page</source>
      <translation>Detalles de este aviso</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Fewer details of this page</source>
      <translation>Menos detalles de este aviso</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Help</source>
      <translation>Ayuda</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>In one message with %1.</source>
      <translation>En un solo mensaje con %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Kept back until %1: something was sent here a moment ago.</source>
      <translation>Retenido hasta %1: hace un momento se envió algo aquí.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Round %1, %2</source>
      <translation>Ronda %1, %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Why: %1</source>
      <translation>Por qué: %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>after %1</source>
      <translation>después de %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>by %1</source>
      <translation>por %1</translation>
    </message>
  </context>
  <context>
    <name>PagePane</name>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>A sentence below it</source>
      <translation>Una frase debajo</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>Acme status</source>
      <translation>Estado de Acme</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>Address as its readers reach it</source>
      <translation>Dirección para sus lectores</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>Clock of its readers</source>
      <translation>Reloj de sus lectores</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>How long people wait for news</source>
      <translation>Cuánto espera la gente las noticias</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>How long readers wait at %1</source>
      <translation>Cuánto esperan los lectores en %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>Saved</source>
      <translation>Guardado</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>The page</source>
      <translation>La página</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>The page can be seen</source>
      <translation>La página se puede ver</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>Without /status at the end.</source>
      <translation>Sin /status al final.</translation>
    </message>
    <message>
      <location filename="../../ui/status/page_pane.py"></location>
      <source>never</source>
      <translation>nunca</translation>
    </message>
  </context>
  <context>
    <name>PagesCard</name>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>%1 people</source>
      <translation>%1 personas</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>1 person</source>
      <translation>1 persona</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Pages</source>
      <translation>Avisos</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pages_card.py"></location>
      <source>Show all %1</source>
      <translation>Mostrar los %1</translation>
    </message>
  </context>
  <context>
    <name>PagingCard</name>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Links in pages lead there. It is set where the engine runs: watchbill serve --url, or WATCHBILL_URL.</source>
      <translation>Los enlaces de los avisos llevan allí. Se pone donde se ejecuta el motor: watchbill serve --url, o WATCHBILL_URL.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Not set on this machine</source>
      <translation>Sin poner en este equipo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Paging</source>
      <translation>Avisos</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Public address of the engine</source>
      <translation>Dirección pública del motor</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Save the time between messages</source>
      <translation>Guardar el tiempo entre mensajes</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Saved.</source>
      <translation>Guardado.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Saved: each page by itself.</source>
      <translation>Guardado: cada aviso por separado.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>The first page never waits. What comes meanwhile goes as one message, so that a storm can be read. 0 sends each page by itself.</source>
      <translation>El primer aviso nunca espera. Lo que llega entretanto va en un solo mensaje, para que una avalancha se pueda leer. 0 envía cada aviso por separado.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>This is no length of time, such as 60s or 2m; 0 switches it off.</source>
      <translation>Esto no es una duración, por ejemplo 60s o 2m; 0 lo apaga.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/paging_card.py"></location>
      <source>Time between two messages to a contact</source>
      <translation>Tiempo entre dos mensajes a un contacto</translation>
    </message>
  </context>
  <context>
    <name>Palette</name>
    <message>
      <location filename="../../ui/shell/palette.py"></location>
      <source>Nothing matches</source>
      <translation>Nada coincide</translation>
    </message>
    <message>
      <location filename="../../ui/shell/palette.py"></location>
      <source>Search or run anything</source>
      <translation>Busca o ejecuta cualquier cosa</translation>
    </message>
    <message>
      <location filename="../../ui/shell/palette.py"></location>
      <source>choose</source>
      <translation>elegir</translation>
    </message>
    <message>
      <location filename="../../ui/shell/palette.py"></location>
      <source>close</source>
      <translation>cerrar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/palette.py"></location>
      <source>do it</source>
      <translation>hacerlo</translation>
    </message>
  </context>
  <context>
    <name>PartsPane</name>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>%1 because of %2</source>
      <translation>%1 por %2</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>%1 is off the page</source>
      <translation>%1 ya no está en la página</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>%1 up</source>
      <translation>%1 disponible</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>90 days ago</source>
      <translation>hace 90 días</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>A part of the page</source>
      <translation>Un componente de la página</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>A sentence about it</source>
      <translation>Una frase sobre él</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Add the first part</source>
      <translation>Añadir el primer componente</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>As customers call it.</source>
      <translation>Como lo llaman los clientes.</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Begin with the parts they know by name: the shop, the log-in, the payments.</source>
      <translation>Empieza con lo que conocen por su nombre: la tienda, el acceso, los pagos.</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Change %1</source>
      <translation>Cambiar %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Else only further pages that name it: see The page.</source>
      <translation>Si no, solo las otras páginas que lo nombran: mira La página.</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Heading</source>
      <translation>Encabezado</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>It stands below it.</source>
      <translation>Va debajo.</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Its incidents propose this part.</source>
      <translation>Sus incidentes proponen este componente.</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Move %1 up</source>
      <translation>Subir %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Moved</source>
      <translation>Movido</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>None</source>
      <translation>Ninguno</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Saved %1</source>
      <translation>Guardado: %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>State of %1</source>
      <translation>Estado de %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Take %1 off the page</source>
      <translation>Quitar %1 de la página</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>The first page shows it</source>
      <translation>La primera página lo muestra</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>The status page tells customers how your services are doing.</source>
      <translation>La página de estado dice a los clientes cómo van tus servicios.</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>Your service behind it</source>
      <translation>Tu servicio detrás</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>no data yet</source>
      <translation>aún sin datos</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>not on the first page</source>
      <translation>no está en la primera página</translation>
    </message>
    <message>
      <location filename="../../ui/status/parts_pane.py"></location>
      <source>today</source>
      <translation>hoy</translation>
    </message>
  </context>
  <context>
    <name>PastDrill</name>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>%1 by %2</source>
      <translation>%1 por %2</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>%1 of %2 met</source>
      <translation>%1 de %2 cumplidos</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Fold</source>
      <translation>Plegar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Score</source>
      <translation>Resultado</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>Score of %1, %2</source>
      <translation>Resultado de %1, %2</translation>
    </message>
    <message>
      <location filename="../../ui/settings/drills_card.py"></location>
      <source>nothing was played</source>
      <translation>no se jugó nada</translation>
    </message>
  </context>
  <context>
    <name>PeoplePage</name>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>%1 is on call in their time off.</source>
      <translation>%1 está de guardia durante su ausencia.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>%1 shifts are to be re-planned</source>
      <translation>Hay %1 turnos por replanificar</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>%1 was removed</source>
      <translation>%1 se quitó</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>1 shift is to be re-planned</source>
      <translation>Hay 1 turno por replanificar</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>A team is who answers together.</source>
      <translation>Un equipo es quien responde junto.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Add a person</source>
      <translation>Añadir una persona</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Add yourself first: a name, a time zone, and one way to reach you.</source>
      <translation>Añádete primero: un nombre, una zona horaria y una forma de localizarte.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Arrow keys go through the list, Enter edits.</source>
      <translation>Las flechas recorren la lista, Intro edita.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Choose a person to see how they are reached.</source>
      <translation>Elige una persona para ver cómo se la localiza.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Choose a team to see who is in it.</source>
      <translation>Elige un equipo para ver quién está en él.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Filter people</source>
      <translation>Filtrar personas</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Filter teams</source>
      <translation>Filtrar equipos</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Found: %1. Save to keep them.</source>
      <translation>Encontrado: %1. Guarda para conservarlo.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Load a sample team</source>
      <translation>Cargar un equipo de ejemplo</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Make a team</source>
      <translation>Crear un equipo</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>People</source>
      <translation>Personas</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>People, teams or readiness</source>
      <translation>Personas, equipos o disponibilidad</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Re-plan…</source>
      <translation>Replanificar…</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Readiness</source>
      <translation>Disponibilidad</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Services and schedules belong to a team; a policy can page all of it.</source>
      <translation>Los servicios y calendarios pertenecen a un equipo; una política puede avisarlo entero.</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>Teams</source>
      <translation>Equipos</translation>
    </message>
    <message>
      <location filename="../../ui/people/page.py"></location>
      <source>The people who answer when something breaks.</source>
      <translation>Las personas que responden cuando algo se rompe.</translation>
    </message>
  </context>
  <context>
    <name>PeoplePane</name>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Add</source>
      <translation>Añadir</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Add a group</source>
      <translation>Añadir un grupo</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Add somebody</source>
      <translation>Añadir a alguien</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Added</source>
      <translation>Añadido</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Address of a new subscriber</source>
      <translation>Dirección de un nuevo suscriptor</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Address that mail is sent from</source>
      <translation>Dirección desde la que se envía</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Change %1</source>
      <translation>Cambiar %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Groups</source>
      <translation>Grupos</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>It may be an address inside the house</source>
      <translation>Puede ser una dirección interna</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Lower case, no spaces.</source>
      <translation>Minúsculas, sin espacios.</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Mail can be sent</source>
      <translation>Se puede enviar correo</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Mail can be sent. Another address replaces the one that is stored:</source>
      <translation>Se puede enviar correo. Otra dirección sustituye a la guardada:</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>No mail can be sent yet. Name an address to send from; it is sealed:</source>
      <translation>Aún no se puede enviar correo. Da una dirección desde la que enviar; se sella:</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Nobody yet.</source>
      <translation>Nadie todavía.</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Only when they are chosen</source>
      <translation>Solo cuando se eligen</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>People, teams and rooms who hear of updates by their own contacts: managers, support, sales.</source>
      <translation>Personas, equipos y salas que reciben las actualizaciones por sus propios contactos: dirección, soporte, ventas.</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Remove %1</source>
      <translation>Quitar %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Removed</source>
      <translation>Quitado</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Removed %1</source>
      <translation>%1 se quitó</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Save group</source>
      <translation>Guardar grupo</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Saved %1</source>
      <translation>Guardado: %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Send from here</source>
      <translation>Enviar desde aquí</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Subscribers</source>
      <translation>Suscriptores</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>They are asked by mail</source>
      <translation>Se les pregunta por correo</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Told by itself of updates of</source>
      <translation>Se informa sin más de las de</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Who is in it</source>
      <translation>Quién está en él</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>Whoever asks for it on the page: by mail only after they said yes in a mail that asks them, programs (webhooks) at once. Addresses are kept sealed.</source>
      <translation>Quien lo pide en la página: por correo solo después de decir que sí a un mensaje que se lo pregunta, los programas (webhooks) al momento. Las direcciones se guardan selladas.</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>by itself of %1</source>
      <translation>sin más de %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>channel</source>
      <translation>canal</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>is told</source>
      <translation>recibe noticias</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>name@example.org or https://…</source>
      <translation>name@example.org o https://…</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>nobody</source>
      <translation>nadie</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>person</source>
      <translation>persona</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>team</source>
      <translation>equipo</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>was asked, has not answered yet</source>
      <translation>se le preguntó, aún no ha respondido</translation>
    </message>
    <message>
      <location filename="../../ui/status/people_pane.py"></location>
      <source>when chosen</source>
      <translation>cuando se eligen</translation>
    </message>
  </context>
  <context>
    <name>PersonForm</name>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>A calendar of time off</source>
      <translation>Un calendario de ausencias</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Add a contact</source>
      <translation>Añadir un contacto</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Add time off</source>
      <translation>Añadir ausencia</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Ana Ruiz</source>
      <translation>Ana Ruiz</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>As files and commands say</source>
      <translation>Como lo dicen archivos y órdenes</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Calendars (*.ics);;All files (*)</source>
      <translation>Calendarios (*.ics);;Todos los archivos (*)</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Choose a time zone</source>
      <translation>Elige una zona horaria</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Contacts, rules and time off of %1 go. What they did stays in the record.</source>
      <translation>Se van los contactos, reglas y ausencias de %1. Lo que hizo queda registrado.</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>E-mail</source>
      <translation>Correo</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>From a calendar…</source>
      <translation>De un calendario…</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Full name</source>
      <translation>Nombre completo</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Handle</source>
      <translation>Alias</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>How to reach them</source>
      <translation>Cómo localizarla</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>New person</source>
      <translation>Nueva persona</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>No contact yet: a page cannot reach them.</source>
      <translation>Aún sin contacto: un aviso no puede llegarle.</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>No time off is planned.</source>
      <translation>No hay ausencias previstas.</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Remove?</source>
      <translation>¿Quitar?</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Time off</source>
      <translation>Ausencias</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Time zone</source>
      <translation>Zona horaria</translation>
    </message>
    <message>
      <location filename="../../ui/people/person_form.py"></location>
      <source>Two contacts have this name.</source>
      <translation>Dos contactos tienen este nombre.</translation>
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
      <translation>Elegir</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/picker.py"></location>
      <source>None</source>
      <translation>Ninguno</translation>
    </message>
  </context>
  <context>
    <name>PictureSheet</name>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Save…</source>
      <translation>Guardar…</translation>
    </message>
  </context>
  <context>
    <name>PinStrip</name>
    <message>
      <location filename="../../ui/incidents/pin_strip.py"></location>
      <source>Go there</source>
      <translation>Ir allí</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pin_strip.py"></location>
      <source>Go to: %1</source>
      <translation>Ir a: %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pin_strip.py"></location>
      <source>Pinned</source>
      <translation>Fijado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/pin_strip.py"></location>
      <source>Unpin</source>
      <translation>Soltar</translation>
    </message>
  </context>
  <context>
    <name>Places</name>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Alerts</source>
      <translation>Alertas</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Follow-ups</source>
      <translation>Seguimientos</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Get started</source>
      <translation>Primeros pasos</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Incident</source>
      <translation>Incidente</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Incidents</source>
      <translation>Incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Metrics</source>
      <translation>Métricas</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>People</source>
      <translation>Personas</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Playbooks</source>
      <translation>Playbooks</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Policies</source>
      <translation>Políticas</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Problems</source>
      <translation>Problemas</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Reviews</source>
      <translation>Revisiones</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Rota</source>
      <translation>Cuadrante</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Services</source>
      <translation>Servicios</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Settings</source>
      <translation>Ajustes</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Status page</source>
      <translation>Página de estado</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Tell customers or colleagues</source>
      <translation>Informar a clientes o colegas</translation>
    </message>
    <message>
      <location filename="../../ui/places.py"></location>
      <source>Workflows</source>
      <translation>Flujos de trabajo</translation>
    </message>
  </context>
  <context>
    <name>Planning</name>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>%1 is in force.</source>
      <translation>%1 está en vigor.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>%1 was taken out.</source>
      <translation>%1 se quitó.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Back to now</source>
      <translation>Volver a ahora</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Bring back as a draft</source>
      <translation>Recuperar como borrador</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Earlier versions</source>
      <translation>Versiones anteriores</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Edit</source>
      <translation>Edición</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Edit rotations</source>
      <translation>Editar rotaciones</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>New schedule…</source>
      <translation>Nuevo calendario…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Published.</source>
      <translation>Publicado.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Published. %1 people are told.</source>
      <translation>Publicado. Se informa a %1 personas.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Published. 1 person is told.</source>
      <translation>Publicado. Se informa a 1 persona.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Rotations, layers, hours and settings (E)</source>
      <translation>Rotaciones, capas, horas y ajustes (E)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Settings</source>
      <translation>Ajustes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>The draft is gone.</source>
      <translation>El borrador se fue.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Version %1</source>
      <translation>Versión %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>Versions</source>
      <translation>Versiones</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/planning.py"></location>
      <source>by %1, %2. Nothing can be edited here.</source>
      <translation>por %1, %2. Aquí no se puede editar nada.</translation>
    </message>
  </context>
  <context>
    <name>Playbook</name>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>Call a web address</source>
      <translation>Llamar a una dirección web</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>Check: somebody looks</source>
      <translation>Check: alguien mira</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>Command: run a program, after a yes</source>
      <translation>Command: ejecuta un programa, tras un sí</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>Decide</source>
      <translation>Decidir</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>Decide: the answer leads to a step</source>
      <translation>Decide: la respuesta lleva a un paso</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>Do</source>
      <translation>Hacer</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>Do: somebody does something</source>
      <translation>Do: alguien hace algo</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>HTTP: call a web address, after a yes</source>
      <translation>HTTP: llama a una dirección web, tras un sí</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>Look and say what you find</source>
      <translation>Mirar y decir qué encuentras</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>Name of the playbook</source>
      <translation>Nombre del playbook</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>Notify: people get a message</source>
      <translation>Notify: la gente recibe un mensaje</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>Run a command</source>
      <translation>Ejecutar una orden</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>Tell people</source>
      <translation>Informar a la gente</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>Wait</source>
      <translation>Esperar</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/samples.py"></location>
      <source>Wait: go on after a while</source>
      <translation>Wait: sigue al cabo de un rato</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>failed</source>
      <translation>falló</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>late</source>
      <translation>tarde</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/words.py"></location>
      <source>until %1</source>
      <translation>hasta %1</translation>
    </message>
  </context>
  <context>
    <name>PlaybookCard</name>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>%1 of %2 done</source>
      <translation>%1 de %2 hechas</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Another playbook…</source>
      <translation>Otro playbook…</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Choose a playbook…</source>
      <translation>Elegir un playbook…</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Done</source>
      <translation>Hecho</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Done by hand</source>
      <translation>Hecho a mano</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Give to somebody else…</source>
      <translation>Dar a otra persona…</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Give to somebody…</source>
      <translation>Dar a alguien…</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Go on now</source>
      <translation>Seguir ya</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Look and run…</source>
      <translation>Revisar y ejecutar…</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Look and send…</source>
      <translation>Revisar y enviar…</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Playbook</source>
      <translation>Playbook</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Running…</source>
      <translation>Ejecutando…</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Skip</source>
      <translation>Saltar</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Start</source>
      <translation>Empezar</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>Start %1</source>
      <translation>Empezar %1</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>What did you find?</source>
      <translation>¿Qué encontraste?</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/card.py"></location>
      <source>What did you find? (optional)</source>
      <translation>¿Qué encontraste? (opcional)</translation>
    </message>
  </context>
  <context>
    <name>PlaybookEditor</name>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>%1 changed this playbook.</source>
      <translation>%1 cambió este playbook.</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Add a step</source>
      <translation>Añadir un paso</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Change the example; at the right you see what people will see.</source>
      <translation>Cambia el ejemplo; a la derecha ves lo que verá la gente.</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Comes with Watchbill. Save it, and it is yours.</source>
      <translation>Viene con Watchbill. Guárdalo y será tuyo.</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Discard</source>
      <translation>Descartar</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Discard them</source>
      <translation>Descartarlos</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Edition %1, by %2. Incidents keep the edition they started.</source>
      <translation>Edición %1, de %2. Los incidentes conservan la edición con que empezaron.</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Line %1: %2</source>
      <translation>Línea %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>New playbook</source>
      <translation>Nuevo playbook</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Remove this playbook? Incidents that started it keep it.</source>
      <translation>¿Quitar este playbook? Los incidentes que lo empezaron lo conservan.</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>Show theirs</source>
      <translation>Mostrar lo suyo</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>The playbook, as it is written</source>
      <translation>El playbook, tal como está escrito</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/editor.py"></location>
      <source>This playbook has changes that are not saved.</source>
      <translation>Este playbook tiene cambios sin guardar.</translation>
    </message>
  </context>
  <context>
    <name>PlaybooksPage</name>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>Filter playbooks</source>
      <translation>Filtrar playbooks</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>For</source>
      <translation>Para</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>New playbook</source>
      <translation>Nuevo playbook</translation>
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
      <translation>%1 se quitó</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>Saved %1</source>
      <translation>Guardado: %1</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>for any incident</source>
      <translation>para cualquier incidente</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/page.py"></location>
      <source>off</source>
      <translation>apagado</translation>
    </message>
  </context>
  <context>
    <name>PoliciesPage</name>
    <message>
      <location filename="../../ui/policies/page.py"></location>
      <source>A policy says who is called, and who next when nobody answers.</source>
      <translation>Una política dice a quién se llama, y a quién después si nadie responde.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/page.py"></location>
      <source>Add policy</source>
      <translation>Añadir política</translation>
    </message>
    <message>
      <location filename="../../ui/policies/page.py"></location>
      <source>Give services one, and their alerts reach people.</source>
      <translation>Dala a los servicios y sus alertas llegarán a alguien.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/page.py"></location>
      <source>Make the first policy</source>
      <translation>Crear la primera política</translation>
    </message>
    <message>
      <location filename="../../ui/policies/page.py"></location>
      <source>Policies</source>
      <translation>Políticas</translation>
    </message>
    <message>
      <location filename="../../ui/policies/page.py"></location>
      <source>Who would be paged at %1</source>
      <translation>A quién se avisaría a las %1</translation>
    </message>
  </context>
  <context>
    <name>Policy</name>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source> or </source>
      <translation> o </translation>
    </message>
    <message>
      <location filename="../../ui/policies/targets.py"></location>
      <source>Channel %1</source>
      <translation>Canal %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source>Low urgency waits for %1 (%2)</source>
      <translation>La urgencia baja espera %1 (%2)</translation>
    </message>
    <message>
      <location filename="../../ui/policies/targets.py"></location>
      <source>Next on call: %1</source>
      <translation>Siguiente de guardia: %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/targets.py"></location>
      <source>On call before: %1</source>
      <translation>De guardia antes: %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/targets.py"></location>
      <source>On call: %1</source>
      <translation>De guardia: %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source>Pages again after %1 without news, although acknowledged</source>
      <translation>Vuelve a avisar tras %1 sin novedades, aunque esté confirmado</translation>
    </message>
    <message>
      <location filename="../../ui/policies/targets.py"></location>
      <source>Team %1</source>
      <translation>Equipo %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/targets.py"></location>
      <source>Whom it calls</source>
      <translation>A quién llama</translation>
    </message>
    <message>
      <location filename="../../ui/policies/targets.py"></location>
      <source>Whom shall it call?</source>
      <translation>¿A quién debe llamar?</translation>
    </message>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source>always</source>
      <translation>siempre</translation>
    </message>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source>every day</source>
      <translation>cada día</translation>
    </message>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source>high urgency</source>
      <translation>urgencia alta</translation>
    </message>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source>low urgency</source>
      <translation>urgencia baja</translation>
    </message>
    <message>
      <location filename="../../ui/policies/words.py"></location>
      <source>on %1</source>
      <translation>el %1</translation>
    </message>
  </context>
  <context>
    <name>PolicyCard</name>
    <message>
      <location filename="../../ui/policies/card.py"></location>
      <source>%1 in all</source>
      <translation>%1 en total</translation>
    </message>
    <message>
      <location filename="../../ui/policies/card.py"></location>
      <source>%1 rounds</source>
      <translation>%1 rondas</translation>
    </message>
    <message>
      <location filename="../../ui/policies/card.py"></location>
      <source>Edit %1</source>
      <translation>Editar %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/card.py"></location>
      <source>It has no level: nobody is paged.</source>
      <translation>No tiene ningún nivel: no se avisa a nadie.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/card.py"></location>
      <source>No service pages by it yet.</source>
      <translation>Ningún servicio avisa con ella todavía.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/card.py"></location>
      <source>Used by</source>
      <translation>Usada por</translation>
    </message>
    <message>
      <location filename="../../ui/policies/card.py"></location>
      <source>once</source>
      <translation>una vez</translation>
    </message>
  </context>
  <context>
    <name>PolicyEditor</name>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>All policies</source>
      <translation>Todas las políticas</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Discard</source>
      <translation>Descartar</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Discard them</source>
      <translation>Descartarlos</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>New policy</source>
      <translation>Nueva política</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Remove this policy? Open incidents keep it as it is.</source>
      <translation>¿Quitar esta política? Los incidentes abiertos la conservan tal como es.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Save mine</source>
      <translation>Guardar lo mío</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Show theirs</source>
      <translation>Mostrar lo suyo</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Somebody changed this policy.</source>
      <translation>Alguien cambió esta política.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>Somebody took this policy out meanwhile.</source>
      <translation>Alguien quitó esta política mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/editor.py"></location>
      <source>This policy has changes that are not saved.</source>
      <translation>Esta política tiene cambios sin guardar.</translation>
    </message>
  </context>
  <context>
    <name>PolicyForm</name>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Acknowledged, but no news for so long: it is called again.</source>
      <translation>Confirmado, pero sin novedades en este tiempo: se vuelve a llamar.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Add branch</source>
      <translation>Añadir rama</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Add level</source>
      <translation>Añadir nivel</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Branches</source>
      <translation>Ramas</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Called when every round went by, with a loud alarm on every desktop.</source>
      <translation>Se llama cuando han pasado todas las rondas, con una alarma sonora en cada escritorio.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Hours of low urgency</source>
      <translation>Horas de urgencia baja</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>How often all levels are walked through.</source>
      <translation>Cuántas veces se recorren todos los niveles.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Last resort</source>
      <translation>Último recurso</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Levels</source>
      <translation>Niveles</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Of the hours above and of the branches.</source>
      <translation>De las horas de arriba y de las ramas.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Outside these hours low urgency waits, and is judged anew when they begin.</source>
      <translation>Fuera de estas horas la urgencia baja espera, y se vuelve a juzgar cuando empiezan.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Remind after</source>
      <translation>Recordar tras</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Rounds</source>
      <translation>Rondas</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Somebody must hear when nobody answers; choose at least one.</source>
      <translation>Alguien debe enterarse cuando nadie responde; elige al menos a uno.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>This is no duration; expected one such as 30m.</source>
      <translation>Esto no es una duración; se esperaba una como 30m.</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>Time zone</source>
      <translation>Zona horaria</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>called one after the other</source>
      <translation>se llaman uno tras otro</translation>
    </message>
    <message>
      <location filename="../../ui/policies/form.py"></location>
      <source>the first that fits is taken</source>
      <translation>se toma la primera que encaje</translation>
    </message>
  </context>
  <context>
    <name>Preview</name>
    <message>
      <location filename="../../ui/playbooks/preview.py"></location>
      <source>For %1</source>
      <translation>Para %1</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/preview.py"></location>
      <source>Preview</source>
      <translation>Vista previa</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/preview.py"></location>
      <source>any incident</source>
      <translation>cualquier incidente</translation>
    </message>
    <message>
      <location filename="../../ui/playbooks/preview.py"></location>
      <source>then: %1</source>
      <translation>después: %1</translation>
    </message>
  </context>
  <context>
    <name>ProblemCard</name>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>%1 incidents</source>
      <translation>%1 incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>1 incident</source>
      <translation>1 incidente</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Choose a problem</source>
      <translation>Elige un problema</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Choose…</source>
      <translation>Elegir…</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>It is problem %1</source>
      <translation>Es el problema %1</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>It is this one</source>
      <translation>Es este</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>New problem</source>
      <translation>Nuevo problema</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>No work-around is known.</source>
      <translation>No se conoce ninguna solución provisional.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Not this one</source>
      <translation>No es este</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Open</source>
      <translation>Abierta</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Open problem %1</source>
      <translation>Abrir el problema %1</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Problem</source>
      <translation>Problema</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Seen before?</source>
      <translation>¿Visto antes?</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>The cause behind incidents that come again.</source>
      <translation>La causa detrás de incidentes que vuelven.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_card.py"></location>
      <source>Work-around</source>
      <translation>Solución provisional</translation>
    </message>
  </context>
  <context>
    <name>ProblemEditor</name>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Any category</source>
      <translation>Cualquier categoría</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Any service</source>
      <translation>Cualquier servicio</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Category</source>
      <translation>Categoría</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Cause</source>
      <translation>Causa</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Incidents</source>
      <translation>Incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>New problem</source>
      <translation>Nuevo problema</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Nobody yet</source>
      <translation>Nadie todavía</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>None yet. Open an incident and choose this problem beside it.</source>
      <translation>Ninguno todavía. Abre un incidente y elige este problema a su lado.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Not of this problem: #%1</source>
      <translation>No es de este problema: #%1</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Owner</source>
      <translation>Responsable</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Problem</source>
      <translation>Problema</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Remove this problem? Its incidents stay, and are of no problem then.</source>
      <translation>¿Quitar este problema? Sus incidentes se quedan, sin problema desde entonces.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Service</source>
      <translation>Servicio</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Show #%1</source>
      <translation>Mostrar #%1</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>State</source>
      <translation>Estado</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>What helps until it is fixed; shown beside the next incident like these</source>
      <translation>Qué ayuda hasta que se arregle; se muestra junto al próximo incidente parecido</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>What is known of why it happens</source>
      <translation>Qué se sabe de por qué ocurre</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>What is wrong underneath</source>
      <translation>Qué falla en el fondo</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>Work-around</source>
      <translation>Solución provisional</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problem_editor.py"></location>
      <source>changed by %1, %2</source>
      <translation>cambiado por %1, %2</translation>
    </message>
  </context>
  <context>
    <name>ProblemsPage</name>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>A problem is the cause behind incidents that come again.</source>
      <translation>Un problema es la causa detrás de incidentes que vuelven.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>Also fixed and closed</source>
      <translation>También arreglados y cerrados</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>Choose a problem.</source>
      <translation>Elige un problema.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>Filter problems</source>
      <translation>Filtrar problemas</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>It gathers them, keeps what is known of the cause, and shows its work-around beside the next incident like them.</source>
      <translation>Los reúne, guarda lo que se sabe de la causa y muestra su solución provisional junto al próximo incidente parecido.</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>New problem</source>
      <translation>Nuevo problema</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>Problems</source>
      <translation>Problemas</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>Saved</source>
      <translation>Guardado</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/problems_page.py"></location>
      <source>Write down the first</source>
      <translation>Anotar el primero</translation>
    </message>
  </context>
  <context>
    <name>Program</name>
    <message>
      <location filename="../../ui/main.py"></location>
      <source>Copy details</source>
      <translation>Copiar detalles</translation>
    </message>
    <message>
      <location filename="../../ui/main.py"></location>
      <source>Something went wrong in Watchbill itself.</source>
      <translation>Algo falló en el propio Watchbill.</translation>
    </message>
    <message>
      <location filename="../../ui/main.py"></location>
      <source>Watchbill ended unexpectedly the last time.</source>
      <translation>Watchbill terminó de forma inesperada la última vez.</translation>
    </message>
    <message>
      <location filename="../../ui/main.py"></location>
      <source>What you typed is kept.</source>
      <translation>Lo que escribiste se conserva.</translation>
    </message>
    <message>
      <location filename="../../ui/main.py"></location>
      <source>What you typed is kept. A report was written on this machine.</source>
      <translation>Lo que escribiste se conserva. Se escribió un informe en este equipo.</translation>
    </message>
  </context>
  <context>
    <name>PublishSheet</name>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>; and %1 more</source>
      <translation>; y %1 más</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Checks</source>
      <translation>Comprobaciones</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Ctrl+Enter</source>
      <translation>Ctrl+Intro</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Everybody but you, by their own contacts.</source>
      <translation>Todos menos tú, por sus propios contactos.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Hours in 90 days</source>
      <translation>Horas en 90 días</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>No shift of the next 90 days changes hands.</source>
      <translation>Ningún turno de los próximos 90 días cambia de manos.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Nobody: no shift of anybody else changes hands.</source>
      <translation>Nadie: ningún turno de otra persona cambia de manos.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Note</source>
      <translation>Nota</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Preview of %1</source>
      <translation>Vista previa de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Publish</source>
      <translation>Publicar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Publish %1</source>
      <translation>Publicar %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Publish…</source>
      <translation>Publicar…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Takes effect</source>
      <translation>Entra en vigor</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Told about it</source>
      <translation>Se informa a</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>What changes hands, shift by shift</source>
      <translation>Qué cambia de manos, turno por turno</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publish_sheet.py"></location>
      <source>Why, for those who are told and for the record</source>
      <translation>Por qué, para quien recibe la noticia y para el registro</translation>
    </message>
  </context>
  <context>
    <name>Publishing</name>
    <message>
      <location filename="../../ui/schedules/publish/publishing.py"></location>
      <source>Nothing is left to publish: it is in force already.</source>
      <translation>No queda nada por publicar: ya está en vigor.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publishing.py"></location>
      <source>Somebody</source>
      <translation>Alguien</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publishing.py"></location>
      <source>This schedule was taken out meanwhile.</source>
      <translation>Este calendario se quitó mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/publishing.py"></location>
      <source>merged with what was published</source>
      <translation>fusionado con lo publicado</translation>
    </message>
  </context>
  <context>
    <name>PulseWatch</name>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>#%1 %2: everybody was paged, and no one acknowledged.</source>
      <translation>#%1 %2: se avisó a todos, y nadie confirmó.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>%1 engines running</source>
      <translation>%1 motores en marcha</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>%1 pages or steps are more than a minute overdue.</source>
      <translation>%1 avisos o pasos llevan más de un minuto de retraso.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>1 page or step is more than a minute overdue.</source>
      <translation>1 aviso o paso lleva más de un minuto de retraso.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>And %1 more.</source>
      <translation>Y %1 más.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Another program has upgraded it. Please update this one.</source>
      <translation>Otro programa la ha actualizado. Actualiza este también.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Copy details</source>
      <translation>Copiar detalles</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Database away</source>
      <translation>Base de datos ausente</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Embedded database</source>
      <translation>Base de datos integrada</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Engine running</source>
      <translation>Motor en marcha</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>No engine has run for 30 seconds. Start `watchbill serve`, or run one here.</source>
      <translation>Ningún motor ha estado en marcha durante 30 segundos. Inicia `watchbill serve`, o uno aquí.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>No engine runs</source>
      <translation>Ningún motor en marcha</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Nobody answers.</source>
      <translation>Nadie responde.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Nobody is being paged.</source>
      <translation>No se avisa a nadie.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Not done.</source>
      <translation>No se hizo.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Open</source>
      <translation>Abierta</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Paging is late.</source>
      <translation>Los avisos van con retraso.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>PostgreSQL</source>
      <translation>PostgreSQL</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Run one here</source>
      <translation>Iniciar uno aquí</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Somebody was faster.</source>
      <translation>Alguien fue más rápido.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Something went wrong in Watchbill itself.</source>
      <translation>Algo falló en el propio Watchbill.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>The database cannot be reached.</source>
      <translation>No se puede alcanzar la base de datos.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>This Watchbill is older than its database, and does not page.</source>
      <translation>Este Watchbill es más antiguo que su base de datos, y no avisa.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/pulse.py"></location>
      <source>Trying again.</source>
      <translation>Intentando de nuevo.</translation>
    </message>
  </context>
  <context>
    <name>QrCode</name>
    <message>
      <location filename="../../ui/schedules/calendars/qr.py"></location>
      <source>QR code of the address, for a phone's camera</source>
      <translation>Código QR de la dirección, para la cámara de un teléfono</translation>
    </message>
  </context>
  <context>
    <name>QuietSection</name>
    <message>
      <location filename="../../ui/people/quiet_section.py"></location>
      <source>Low urgency only, by their own clock</source>
      <translation>Solo urgencia baja, según su propio reloj</translation>
    </message>
    <message>
      <location filename="../../ui/people/quiet_section.py"></location>
      <source>May be paged in a drill</source>
      <translation>Puede recibir avisos en un simulacro</translation>
    </message>
    <message>
      <location filename="../../ui/people/quiet_section.py"></location>
      <source>Never quiet: low urgency is told at once.</source>
      <translation>Nunca en silencio: la urgencia baja se dice al momento.</translation>
    </message>
    <message>
      <location filename="../../ui/people/quiet_section.py"></location>
      <source>On Tuesday at ten; the message's link proves that it came.</source>
      <translation>El martes a las diez; el enlace del mensaje prueba que llegó.</translation>
    </message>
    <message>
      <location filename="../../ui/people/quiet_section.py"></location>
      <source>Quiet hours</source>
      <translation>Horas de silencio</translation>
    </message>
    <message>
      <location filename="../../ui/people/quiet_section.py"></location>
      <source>Try every contact once a week</source>
      <translation>Probar cada contacto una vez por semana</translation>
    </message>
  </context>
  <context>
    <name>RateEntry</name>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>How often</source>
      <translation>Con qué frecuencia</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Take this out</source>
      <translation>Quitar esto</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>What happens</source>
      <translation>Qué ocurre</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>What?</source>
      <translation>¿Qué?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Where</source>
      <translation>Dónde</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>Within</source>
      <translation>En</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>anywhere</source>
      <translation>en cualquier lugar</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>in this incident</source>
      <translation>en este incidente</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>on this service</source>
      <translation>en este servicio</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/condition_entry.py"></location>
      <source>times or more in</source>
      <translation>veces o más en</translation>
    </message>
  </context>
  <context>
    <name>ReadinessView</name>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>%1 cannot be reached.</source>
      <translation>No se puede localizar a %1.</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>%1 of %2 contacts proven in the last 30 days.</source>
      <translation>%1 de %2 contactos probados en los últimos 30 días.</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>A test goes to %1 by %2. Its link proves that it came.</source>
      <translation>Sale una prueba para %1 por %2. Su enlace prueba que llegó.</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>A test is on its way already.</source>
      <translation>Ya hay una prueba en camino.</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Add a person with a contact, then prove here that messages arrive.</source>
      <translation>Añade una persona con un contacto y prueba aquí que los mensajes llegan.</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Edit this person</source>
      <translation>Editar esta persona</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Filter contacts</source>
      <translation>Filtrar contactos</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Nobody is here to be reached yet.</source>
      <translation>Aún no hay nadie a quien localizar.</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Send a test</source>
      <translation>Enviar una prueba</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Who can be reached</source>
      <translation>A quién se puede localizar</translation>
    </message>
  </context>
  <context>
    <name>ReleaseCard</name>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Ask now</source>
      <translation>Preguntar ya</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Ask once a day at</source>
      <translation>Preguntar una vez al día en</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Asked %1:</source>
      <translation>Preguntado %1:</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Asked %1: nothing newer than this one.</source>
      <translation>Preguntado %1: nada más nuevo que este.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Asking…</source>
      <translation>Preguntando…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Empty: nobody asks. A newer version is told, never installed; only what the project signed is believed.</source>
      <translation>Vacío: nadie pregunta. De una versión nueva se informa, nunca se instala; solo se cree lo que firmó el proyecto.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>It is an address inside our network</source>
      <translation>Es una dirección de nuestra red</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>New versions</source>
      <translation>Versiones nuevas</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Not asked yet.</source>
      <translation>Aún no se ha preguntado.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Save where new versions are asked for</source>
      <translation>Guardar dónde se preguntan las versiones nuevas</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>This machine asks nobody.</source>
      <translation>Este equipo no pregunta a nadie.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/release_card.py"></location>
      <source>Watchbill %1 is out.</source>
      <translation>Ha salido Watchbill %1.</translation>
    </message>
  </context>
  <context>
    <name>Removal</name>
    <message>
      <location filename="../../ui/schedules/editor/removal.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/removal.py"></location>
      <source>Nobody is on call by this schedule any more. Who was on call stays on record, and its calendar subscriptions end.</source>
      <translation>Ya no hay nadie de guardia por este calendario. Quién estuvo de guardia queda registrado, y sus suscripciones de calendario terminan.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/removal.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/removal.py"></location>
      <source>Remove %1?</source>
      <translation>¿Quitar %1?</translation>
    </message>
  </context>
  <context>
    <name>ReplanSheet</name>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Done</source>
      <translation>Hecho</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>No shift lies in their time off.</source>
      <translation>Ningún turno cae en su ausencia.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Shifts in time off</source>
      <translation>Turnos en ausencia</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Who could take it</source>
      <translation>Quién podría tomarlo</translation>
    </message>
  </context>
  <context>
    <name>ReplayBar</name>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>%1 alerts</source>
      <translation>%1 alertas</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>%1 has it</source>
      <translation>%1 lo lleva</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>%1 notes</source>
      <translation>%1 notas</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>%1 · %2 in</source>
      <translation>%1 · van %2</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>1 alert</source>
      <translation>1 alerta</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>1 note</source>
      <translation>1 nota</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>Back to now</source>
      <translation>Volver a ahora</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>Moment</source>
      <translation>Momento</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>Nobody has it</source>
      <translation>No lo lleva nadie</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/replay_bar.py"></location>
      <source>Play from here</source>
      <translation>Reproducir desde aquí</translation>
    </message>
  </context>
  <context>
    <name>RepliesCard</name>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>%1 at %2</source>
      <translation>%1 en %2</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>%1. Looked into %2.</source>
      <translation>%1. Mirado %2.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>%1. Not looked into yet.</source>
      <translation>%1. Aún sin mirar.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>A mailbox whose key is not on this machine</source>
      <translation>Un buzón cuya clave no está en este equipo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>A port is a number up to 65535.</source>
      <translation>Un puerto es un número hasta 65535.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>As whom? Mostly the e-mail address.</source>
      <translation>¿Como quién? Casi siempre la dirección de correo.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Encrypted (IMAPS)</source>
      <translation>Cifrado (IMAPS)</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Folder</source>
      <translation>Carpeta</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>It is sealed, and never shown again.</source>
      <translation>Se sella y no se vuelve a mostrar nunca.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Password</source>
      <translation>Contraseña</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Port</source>
      <translation>Puerto</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Remove the mailbox</source>
      <translation>Quitar el buzón</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Removed.</source>
      <translation>Quitado.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Replace</source>
      <translation>Sustituir</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Replace the mailbox</source>
      <translation>Sustituir el buzón</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Replies are not looked for.</source>
      <translation>No se buscan respuestas.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Replies by e-mail</source>
      <translation>Respuestas por correo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Save mailbox</source>
      <translation>Guardar buzón</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Saved. An engine looks into it within a minute.</source>
      <translation>Guardado. Un motor lo mira antes de un minuto.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Server</source>
      <translation>Servidor</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Set a mailbox</source>
      <translation>Configurar un buzón</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>The mailbox needs its password.</source>
      <translation>El buzón necesita su contraseña.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>User</source>
      <translation>Usuario</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Which server? Such as imap.example.org.</source>
      <translation>¿Qué servidor? Por ejemplo imap.example.org.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/replies_card.py"></location>
      <source>Whoever is paged by e-mail can answer it: “ack” acknowledges, “resolved” resolves, anything else becomes a note.</source>
      <translation>Quien recibe un aviso por correo puede contestarlo: «ack» confirma, «resolved» resuelve, cualquier otra cosa se vuelve una nota.</translation>
    </message>
  </context>
  <context>
    <name>ReportMenu</name>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Last month…</source>
      <translation>Mes pasado…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Mail it every month…</source>
      <translation>Enviarlo cada mes…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Not saved: %1</source>
      <translation>No se guardó: %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Save the report</source>
      <translation>Guardar el informe</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Saved %1</source>
      <translation>Guardado: %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>The report is mailed when a month is over</source>
      <translation>El informe se envía cuando termina un mes</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>The report is not mailed any more</source>
      <translation>El informe ya no se envía</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>What is shown…</source>
      <translation>Lo que se muestra…</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/report_menu.py"></location>
      <source>Writing the report …</source>
      <translation>Escribiendo el informe …</translation>
    </message>
  </context>
  <context>
    <name>RequestCard</name>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>%1 takes it</source>
      <translation>%1 lo toma</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Accept</source>
      <translation>Aceptar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Anyone</source>
      <translation>Cualquiera</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Approve</source>
      <translation>Aprobar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Decide…</source>
      <translation>Decidir…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Decline</source>
      <translation>Rechazar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Swap</source>
      <translation>Intercambiar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Take back</source>
      <translation>Retirar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Turn down</source>
      <translation>Declinar</translation>
    </message>
  </context>
  <context>
    <name>RequestPicture</name>
    <message>
      <location filename="../../ui/schedules/between/picture.py"></location>
      <source>%1 gives %2</source>
      <translation>%1 da %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/picture.py"></location>
      <source>%1 takes %2</source>
      <translation>%1 toma %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/picture.py"></location>
      <source>gives</source>
      <translation>da</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/picture.py"></location>
      <source>takes</source>
      <translation>toma</translation>
    </message>
  </context>
  <context>
    <name>RequestsSheet</name>
    <message>
      <location filename="../../ui/schedules/between/sheet.py"></location>
      <source>Ask for cover or offer a swap from the menu of a shift.</source>
      <translation>Pide sustitución u ofrece un intercambio desde el menú de un turno.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/sheet.py"></location>
      <source>Ended</source>
      <translation>Terminado</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/sheet.py"></location>
      <source>Nobody asks for anything.</source>
      <translation>Nadie pide nada.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/sheet.py"></location>
      <source>Nothing has ended yet.</source>
      <translation>Aún no ha terminado nada.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/sheet.py"></location>
      <source>Open</source>
      <translation>Abierta</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/sheet.py"></location>
      <source>Requests</source>
      <translation>Peticiones</translation>
    </message>
  </context>
  <context>
    <name>ResponseCard</name>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>Answered</source>
      <translation>Respondido</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>Last resort</source>
      <translation>Último recurso</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>Level %1</source>
      <translation>Nivel %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>Median</source>
      <translation>Mediana</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>Paged</source>
      <translation>Avisado</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>Response to pages</source>
      <translation>Respuesta a los avisos</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>Who</source>
      <translation>Quién</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>p90</source>
      <translation>p90</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/response.py"></location>
      <source>people: for managers only</source>
      <translation>personas: solo para gestores</translation>
    </message>
  </context>
  <context>
    <name>ReviewCard</name>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source># Name, then category: and severity:, then ## sections</source>
      <translation># Nombre, después category: y severity:, después ## secciones</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>A review begins with the template that fits the incident's category and severity best. Change a shipped one, or write your own under another name.</source>
      <translation>Una revisión empieza con la plantilla que mejor encaja con la categoría y severidad del incidente. Cambia una incluida, o escribe la tuya con otro nombre.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/review_card.py"></location>
      <source>Drafted from what is on record; you correct it together.</source>
      <translation>Redactada con lo registrado; la corregís juntos.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/review_card.py"></location>
      <source>Open the review</source>
      <translation>Abrir la revisión</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Remove ours</source>
      <translation>Quitar la nuestra</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Removed yours of %1</source>
      <translation>Se quitó la vuestra de %1</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/review_card.py"></location>
      <source>Review</source>
      <translation>Revisión</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Save template</source>
      <translation>Guardar plantilla</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Saved %1</source>
      <translation>Guardado: %1</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/review_card.py"></location>
      <source>Start the review</source>
      <translation>Empezar la revisión</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Template</source>
      <translation>Plantilla</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Templates of reviews</source>
      <translation>Plantillas de revisión</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Text of the template</source>
      <translation>Texto de la plantilla</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>Which template?</source>
      <translation>¿Qué plantilla?</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>ours</source>
      <translation>nuestra</translation>
    </message>
    <message>
      <location filename="../../ui/settings/review_card.py"></location>
      <source>{summary}, {facts} and such are filled in when a review begins.</source>
      <translation>{summary}, {facts} y similares se rellenan al empezar una revisión.</translation>
    </message>
  </context>
  <context>
    <name>ReviewView</name>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Back to a draft</source>
      <translation>Volver a borrador</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Earlier editions…</source>
      <translation>Ediciones anteriores…</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Export</source>
      <translation>Exportar</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Export without masks</source>
      <translation>Exportar sin máscaras</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Exported to %1</source>
      <translation>Exportado a %1</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Masked in %1: %2</source>
      <translation>Enmascarado en %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>More</source>
      <translation>Más</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Open again</source>
      <translation>Abrir de nuevo</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Publish</source>
      <translation>Publicar</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Ready to read</source>
      <translation>Lista para leer</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Say something about the whole review</source>
      <translation>Decir algo sobre toda la revisión</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Show the incident</source>
      <translation>Mostrar el incidente</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>Use template: %1</source>
      <translation>Usar la plantilla: %1</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/view.py"></location>
      <source>edition %1</source>
      <translation>edición %1</translation>
    </message>
  </context>
  <context>
    <name>ReviewsPage</name>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Choose a review.</source>
      <translation>Elige una revisión.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Filter reviews</source>
      <translation>Filtrar revisiones</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Incident</source>
      <translation>Incidente</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>It is not over yet: resolve it first, then it can be reviewed.</source>
      <translation>Aún no ha terminado: resuélvelo primero y después se podrá revisar.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Nobody has begun its review. A draft is made here, from what is on record: facts, clocks, people, timeline, what went well and what did not. Nothing leaves this machine.</source>
      <translation>Nadie ha empezado su revisión. Aquí se hace un borrador con lo registrado: datos, relojes, personas, cronología, qué fue bien y qué no. Nada sale de este equipo.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>None of these.</source>
      <translation>Ninguna de estas.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Reviews</source>
      <translation>Revisiones</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Severity</source>
      <translation>Severidad</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Show the incident</source>
      <translation>Mostrar el incidente</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Start the review</source>
      <translation>Empezar la revisión</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>State</source>
      <translation>Estado</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>Template</source>
      <translation>Plantilla</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>The closest to its category and severity is chosen.</source>
      <translation>Se elige la más cercana a su categoría y severidad.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>What a team learns from an incident is written here.</source>
      <translation>Aquí se escribe lo que un equipo aprende de un incidente.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/page.py"></location>
      <source>When a SEV1 or SEV2 is over, its review is owed and shows up by itself. Any other incident that is over can be reviewed too: open it and press “Start the review”.</source>
      <translation>Cuando termina un SEV1 o SEV2, se debe su revisión y aparece por sí sola. También se puede revisar cualquier otro incidente terminado: ábrelo y pulsa «Empezar la revisión».</translation>
    </message>
  </context>
  <context>
    <name>RhythmFields</name>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>%1 is no time of day, such as 09:00.</source>
      <translation>%1 no es una hora, por ejemplo 09:00.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>A turn</source>
      <translation>Un turno</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>Expected a date, such as 2026-11-23.</source>
      <translation>Se esperaba una fecha, por ejemplo 2026-11-23.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>From</source>
      <translation>Desde</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>Hand-off</source>
      <translation>Relevo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>Hand-off day</source>
      <translation>Día de relevo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>Hand-off time</source>
      <translation>Hora de relevo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>Turn length</source>
      <translation>Duración del turno</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>Unit of the turn length</source>
      <translation>Unidad de la duración del turno</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>Until</source>
      <translation>Hasta</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>at</source>
      <translation>a las</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>counted from</source>
      <translation>contado desde</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>day</source>
      <translation>día</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>day %1</source>
      <translation>día %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>days</source>
      <translation>días</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>every</source>
      <translation>cada</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>for ever</source>
      <translation>para siempre</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>hour</source>
      <translation>hora</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>hours</source>
      <translation>horas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>month</source>
      <translation>mes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>months</source>
      <translation>meses</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>week</source>
      <translation>semana</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rhythm.py"></location>
      <source>weeks</source>
      <translation>semanas</translation>
    </message>
  </context>
  <context>
    <name>Rota</name>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>%1 accepted; a manager has still to approve</source>
      <translation>%1 aceptó; falta la aprobación de un gestor</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/diff_list.py"></location>
      <source>%1 alone</source>
      <translation>%1 solo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>%1 and %2</source>
      <translation>%1 y %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/picture.py"></location>
      <source>%1 and %2 swap</source>
      <translation>%1 y %2 intercambian</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/gesture.py"></location>
      <source>%1 and %2 swap: %3, %4</source>
      <translation>%1 y %2 intercambian: %3, %4</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>%1 asks %2 to cover</source>
      <translation>%1 pide a %2 que le sustituya</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <location filename="../../ui/schedules/hand/gesture.py"></location>
      <source>%1 copied</source>
      <translation>%1 copiado</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/words.py"></location>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>%1 covers</source>
      <translation>%1 sustituye</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/words.py"></location>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>%1 covers %2</source>
      <translation>%1 sustituye a %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>%1 days running (%2 at most)</source>
      <translation>%1 días seguidos (%2 como máximo)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>%1 declined</source>
      <translation>%1 declinó</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>%1 for %2</source>
      <translation>%1 por %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edits.py"></location>
      <source>%1 from %2</source>
      <translation>%1 desde %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>%1 gaps, the first on %2</source>
      <translation>%1 huecos, el primero el %2</translation>
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
      <translation>%1 horas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>%1 in seven days (%2 at most)</source>
      <translation>%1 en siete días (%2 como máximo)</translation>
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
      <translation>%1 minutos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/gesture.py"></location>
      <source>%1 moved</source>
      <translation>%1 movido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <location filename="../../ui/schedules/hand/offers.py"></location>
      <source>%1 n</source>
      <translation>%1 n</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>%1 nights running (%2 at most)</source>
      <translation>%1 noches seguidas (%2 como máximo)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>%1 offers %2 a swap</source>
      <translation>%1 ofrece a %2 un intercambio</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>%1 others</source>
      <translation>%1 más</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edits.py"></location>
      <source>%1 removed</source>
      <translation>%1 quitado</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>%1 rest between two shifts (%2)</source>
      <translation>%1 de descanso entre dos turnos (%2)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>%1 too</source>
      <translation>también %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/offers.py"></location>
      <source>%1 we</source>
      <translation>%1 fs</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>%1's shift</source>
      <translation>Turno de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>%1's shift: who has it, from when on?</source>
      <translation>Turno de %1: ¿quién lo tiene, desde cuándo?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/ask_popup.py"></location>
      <source>%1, %2</source>
      <translation>%1, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/diff_list.py"></location>
      <source>%1, %2: %3 instead of %4</source>
      <translation>%1, %2: %3 en lugar de %4</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/words.py"></location>
      <source>%1: every %2 %3 from %4: %5</source>
      <translation>%1: cada %2 %3 desde %4: %5</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/hand_off.py"></location>
      <source>%1: hand-off %2, was %3</source>
      <translation>%1: relevo %2, era %3</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>%1: this hand-off at</source>
      <translation>%1: este relevo a las</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/length.py"></location>
      <source>1 hour</source>
      <translation>1 hora</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/length.py"></location>
      <source>1 minute</source>
      <translation>1 minuto</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>1 other</source>
      <translation>1 otro</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>A new cover: who, from when until when?</source>
      <translation>Nueva sustitución: ¿quién, desde cuándo hasta cuándo?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/drag.py"></location>
      <source>A rotation's turn: drag its edge to move the hand-off, or the bar that pages.</source>
      <translation>Turno de una rotación: arrastra su borde para mover el relevo, o la barra que avisa.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/hand_off.py"></location>
      <source>A turn must not end before it begins.</source>
      <translation>Un turno no puede terminar antes de empezar.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/picture.py"></location>
      <source>Alt: copy</source>
      <translation>Alt: copiar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/picture.py"></location>
      <source>Alt: leave a gap</source>
      <translation>Alt: dejar un hueco</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Ask for cover or a swap…</source>
      <translation>Pedir sustitución o intercambio…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>Away</source>
      <translation>Ausente</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Begin the chosen shift earlier</source>
      <translation>Empezar antes el turno elegido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Begin the chosen shift later</source>
      <translation>Empezar después el turno elegido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/clock_turn.py"></location>
      <source>Clocks go ahead %1 at %2</source>
      <translation>El reloj se adelanta %1 a las %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/clock_turn.py"></location>
      <source>Clocks go back %1 at %2</source>
      <translation>El reloj se atrasa %1 a las %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Copy</source>
      <translation>Copiar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Copy %1's shift to</source>
      <translation>Copiar el turno de %1 a</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Copy the chosen shift</source>
      <translation>Copiar el turno elegido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Copy to…</source>
      <translation>Copiar a…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Cover</source>
      <translation>Sustitución</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Cover a part of the chosen shift</source>
      <translation>Sustituir una parte del turno elegido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Cover a part…</source>
      <translation>Sustituir una parte…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>Covers</source>
      <translation>Sustituciones</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Ctrl+V</source>
      <translation>Ctrl+V</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/picture.py"></location>
      <source>Ctrl: move over it</source>
      <translation>Ctrl: ponerlo encima</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>Declined</source>
      <translation>Rechazado</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Del</source>
      <translation>Supr</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Discard the draft</source>
      <translation>Descartar el borrador</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Each day, %2</source>
      <translation>Cada día, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Each hour, from %2</source>
      <translation>Cada hora, desde %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Each month, %2</source>
      <translation>Cada mes, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Each week, %2</source>
      <translation>Cada semana, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Earlier versions of the schedule</source>
      <translation>Versiones anteriores del calendario</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Edit rotations</source>
      <translation>Editar rotaciones</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Edit the chosen shift</source>
      <translation>Editar el turno elegido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Edit…</source>
      <translation>Editar…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>End the chosen shift earlier</source>
      <translation>Terminar antes el turno elegido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>End the chosen shift later</source>
      <translation>Terminar después el turno elegido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>Ended: the shift changed meanwhile</source>
      <translation>Terminado: el turno cambió mientras tanto</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Enter</source>
      <translation>Intro</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/picture.py"></location>
      <source>Esc: cancel</source>
      <translation>Esc: cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/words.py"></location>
      <source>Events that never end are covers until %1.</source>
      <translation>Los eventos que no terminan nunca son sustituciones hasta %1.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Every %1 days, %2</source>
      <translation>Cada %1 días, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Every %1 hours, from %2</source>
      <translation>Cada %1 horas, desde %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Every %1 months, %2</source>
      <translation>Cada %1 meses, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>Every %1 weeks, %2</source>
      <translation>Cada %1 semanas, %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>Expected</source>
      <translation>Previsto</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>Expired when the shift began</source>
      <translation>Caducó al empezar el turno</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Export as .ics…</source>
      <translation>Exportar como .ics…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Fair fill</source>
      <translation>Reparto justo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Fill with…</source>
      <translation>Llenar con…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>Fills %1 gaps</source>
      <translation>Llena %1 huecos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>Fills a gap of %1 on %2</source>
      <translation>Llena un hueco de %1 el %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>Final</source>
      <translation>Final</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>From %1: %2 instead of %3.</source>
      <translation>Desde %1: %2 en lugar de %3.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>Gap</source>
      <translation>Hueco</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/between.py"></location>
      <source>Given back: %1 has the pager.</source>
      <translation>Devuelto: %1 tiene el busca.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Hand-off time…</source>
      <translation>Hora de relevo…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>Holidays</source>
      <translation>Festivos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>Hours</source>
      <translation>Horas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>Hours stay as they are.</source>
      <translation>Las horas se quedan igual.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>In the rota</source>
      <translation>En el cuadrante</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>In the rota: %1</source>
      <translation>En el cuadrante: %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Move hand-offs</source>
      <translation>Mover relevos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Move the chosen shift earlier</source>
      <translation>Adelantar el turno elegido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Move the chosen shift later</source>
      <translation>Retrasar el turno elegido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>New cover</source>
      <translation>Nueva sustitución</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>New schedule</source>
      <translation>Nuevo calendario</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>Nights</source>
      <translation>Noches</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>No shift of the next 90 days changes.</source>
      <translation>No cambia ningún turno de los próximos 90 días.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>Nobody</source>
      <translation>Nadie</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>Nobody is on call</source>
      <translation>Nadie está de guardia</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>Nobody, on purpose</source>
      <translation>Nadie, a propósito</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/card.py"></location>
      <source>Nothing speaks against it</source>
      <translation>Nada habla en contra</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Nothing was copied yet: Ctrl+C on a shift.</source>
      <translation>Aún no se copió nada: Ctrl+C sobre un turno.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>On call</source>
      <translation>De guardia</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>One gap of %1 on %2</source>
      <translation>Un hueco de %1 el %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Only a shift or a cover can be copied.</source>
      <translation>Solo se puede copiar un turno o una sustitución.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>Open until %1</source>
      <translation>Abierta hasta %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>Pages</source>
      <translation>Avisos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Part of the shift %1</source>
      <translation>Parte del turno %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Paste a shift at the chosen place</source>
      <translation>Pegar un turno en el lugar elegido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Paste here</source>
      <translation>Pegar aquí</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Preview the draft</source>
      <translation>Ver el borrador antes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Publish the draft</source>
      <translation>Publicar el borrador</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Reassign the chosen shift</source>
      <translation>Reasignar el turno elegido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Reassign to…</source>
      <translation>Reasignar a…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Redo in the draft</source>
      <translation>Rehacer en el borrador</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Remove the chosen shift</source>
      <translation>Quitar el turno elegido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Request %1 asks for it.</source>
      <translation>La petición %1 lo pide.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Settings of the schedule</source>
      <translation>Ajustes del calendario</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/picture.py"></location>
      <source>Shift: no snapping</source>
      <translation>Mayús: sin ajuste</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Split</source>
      <translation>Dividir</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Split at…</source>
      <translation>Dividir en…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edits.py"></location>
      <source>Split it at a time between its beginning and its end.</source>
      <translation>Divídelo en una hora entre su comienzo y su final.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Split the chosen shift</source>
      <translation>Dividir el turno elegido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/verbs.py"></location>
      <source>Swap the chosen shift</source>
      <translation>Intercambiar el turno elegido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Swap with…</source>
      <translation>Intercambiar con…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/menu.py"></location>
      <source>Take back</source>
      <translation>Retirar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>Taken back</source>
      <translation>Retirado</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/edits.py"></location>
      <source>Taken back: %1</source>
      <translation>Retirado: %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>The score is the share of all load, in per cent, that would have to change hands for everybody to carry exactly their part; 0 is perfectly fair. It weighs hours 4, nights 2, weekends 2, public holidays 1 and expected incidents 1. Nights, weekends and holidays count once, however much of them somebody was on call. A part is by the time somebody was there: who is away for half of the span owes half as much. Expected incidents are those that the same hours of the week brought in the last half year. Pages are shown, not scored.</source>
      <translation>El índice es la parte de toda la carga, en por ciento, que tendría que cambiar de manos para que cada cual lleve exactamente lo suyo; 0 es totalmente justo. Pondera horas 4, noches 2, fines de semana 2, festivos 1 e incidentes previstos 1. Noches, fines de semana y festivos cuentan una vez, por mucho o poco que se estuviera de guardia en ellos. La parte va según el tiempo que cada cual estuvo: quien falta la mitad del periodo debe la mitad. Los incidentes previstos son los que trajeron las mismas horas de la semana en el último medio año. Los avisos se muestran, no puntúan.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>There is nobody to remove.</source>
      <translation>No hay nadie que quitar.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/hand_off.py"></location>
      <source>These hours belong to their day: they cannot begin on another.</source>
      <translation>Estas horas son de su día: no pueden empezar en otro.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>This cannot be changed any more.</source>
      <translation>Esto ya no se puede cambiar.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/hand_off.py"></location>
      <source>This end comes from another rule: see the rotation's panel.</source>
      <translation>Este final viene de otra regla: mira el panel de la rotación.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/desk.py"></location>
      <location filename="../../ui/schedules/hand/drag.py"></location>
      <source>This is an earlier version: it can be looked at and restored, not edited.</source>
      <translation>Esta es una versión anterior: se puede mirar y restaurar, no editar.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/drag.py"></location>
      <source>This is another schedule's: open that one to change it.</source>
      <translation>Esto es de otro calendario: abre ese para cambiarlo.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/drag.py"></location>
      <source>This takes somebody out: it can be removed, not dragged.</source>
      <translation>Esto saca a alguien: se puede quitar, no arrastrar.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/drag.py"></location>
      <source>Time off is changed on the person's page.</source>
      <translation>La ausencia se cambia en la página de la persona.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/verbs.py"></location>
      <source>Undo in the draft</source>
      <translation>Deshacer en el borrador</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>Weekends</source>
      <translation>Fines de semana</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/proposal.py"></location>
      <source>What was, stays: the past cannot be changed.</source>
      <translation>Lo pasado se queda: no se puede cambiar.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Who covers, from when until when?</source>
      <translation>¿Quién sustituye, desde cuándo hasta cuándo?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Who swaps with %1?</source>
      <translation>¿Quién intercambia con %1?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Who takes %1's shift?</source>
      <translation>¿Quién toma el turno de %1?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>Who takes this gap?</source>
      <translation>¿Quién toma este hueco?</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>You accepted; a manager has still to approve</source>
      <translation>Aceptaste; falta la aprobación de un gestor</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>You ask %2 to cover</source>
      <translation>Pides a %2 que te sustituya</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>You have the pager of %1 until %2</source>
      <translation>Tienes el busca de %1 hasta %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/between.py"></location>
      <source>You have the pager until %1.</source>
      <translation>Tienes el busca hasta %1.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>You offer %2 a swap</source>
      <translation>Ofreces a %2 un intercambio</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/hand_off.py"></location>
      <source>all hand-offs follow</source>
      <translation>siguen todos los relevos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/judge.py"></location>
      <source>and %1 more</source>
      <translation>y %1 más</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>and changes</source>
      <translation>y cambios</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/partners.py"></location>
      <source>as many hours for both</source>
      <translation>las mismas horas para ambos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>away</source>
      <translation>ausente</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>change of %1</source>
      <translation>cambio de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <location filename="../../ui/schedules/rows.py"></location>
      <source>cover</source>
      <translation>sustitución</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>day %1 at %2</source>
      <translation>día %1 a las %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>double booked: %1 too</source>
      <translation>doble asignación: también %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>end of %1</source>
      <translation>fin de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>even</source>
      <translation>igualado</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <source>every day</source>
      <translation>cada día</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/judge.py"></location>
      <source>fills the gap</source>
      <translation>llena el hueco</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>for %1 hours</source>
      <translation>durante %1 horas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>for %1 minutes</source>
      <translation>durante %1 minutos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>for 1 hour</source>
      <translation>durante 1 hora</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <location filename="../../ui/schedules/hand/offers.py"></location>
      <source>free then</source>
      <translation>libre entonces</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/offers.py"></location>
      <source>free then, and least loaded</source>
      <translation>libre entonces, y con menos carga</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <location filename="../../ui/schedules/hand/offers.py"></location>
      <source>free then, not in this rota</source>
      <translation>libre entonces, no está en este cuadrante</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>hand-off of %1</source>
      <translation>relevo de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>has left the team</source>
      <translation>ha dejado el equipo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>has no contact to be paged at</source>
      <translation>no tiene contacto donde avisar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/mark.py"></location>
      <source>here %1 – %2</source>
      <translation>aquí %1 – %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>hours of %1</source>
      <translation>horas de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>how turns of %1 count</source>
      <translation>cómo cuentan los turnos de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>layer %1</source>
      <translation>capa %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>layer of %1</source>
      <translation>capa de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>leaves a gap of %1</source>
      <translation>deja un hueco de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>limits of %1</source>
      <translation>límites de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/judge.py"></location>
      <source>makes a gap smaller</source>
      <translation>reduce un hueco</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>name of %1</source>
      <translation>nombre de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>no rest between two shifts (%1)</source>
      <translation>sin descanso entre dos turnos (%1)</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/words.py"></location>
      <location filename="../../ui/schedules/publish/diff_list.py"></location>
      <location filename="../../ui/schedules/publish/words.py"></location>
      <source>nobody</source>
      <translation>nadie</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>off then</source>
      <translation>ausente entonces</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>off then: %1</source>
      <translation>ausente entonces: %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/acts.py"></location>
      <source>on call %1 – %2</source>
      <translation>de guardia %1 – %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>order of %1</source>
      <translation>orden de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>pages these</source>
      <translation>avisa a estos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/reason.py"></location>
      <source>public holiday: %1</source>
      <translation>festivo: %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>public holidays of %1</source>
      <translation>festivos de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>shadows of %1</source>
      <translation>acompañantes de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>somewhat uneven</source>
      <translation>algo desigual</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>team of %1</source>
      <translation>equipo de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>the team</source>
      <translation>el equipo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>time zone of %1</source>
      <translation>zona horaria de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/steps.py"></location>
      <source>turn length of %1</source>
      <translation>duración del turno de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>uneven</source>
      <translation>desigual</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/balance/words.py"></location>
      <source>very even</source>
      <translation>muy igualado</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/hand/picture.py"></location>
      <source>was %1</source>
      <translation>era %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/words.py"></location>
      <source>without %1</source>
      <translation>sin %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/layer_rows.py"></location>
      <source>without %2</source>
      <translation>sin %2</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/words.py"></location>
      <source>you</source>
      <translation>tú</translation>
    </message>
  </context>
  <context>
    <name>RotaGrid</name>
    <message>
      <location filename="../../ui/schedules/grid.py"></location>
      <source>%1 rows; the list view tells the same</source>
      <translation>%1 filas; la vista de lista dice lo mismo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/grid.py"></location>
      <source>Rota</source>
      <translation>Cuadrante</translation>
    </message>
  </context>
  <context>
    <name>RotationForm</name>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Days that are worked</source>
      <translation>Días en que se trabaja</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Every day</source>
      <translation>Cada día</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Every hour</source>
      <translation>A toda hora</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Every month</source>
      <translation>Cada mes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Every week</source>
      <translation>Cada semana</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Hours that are worked</source>
      <translation>Horas en que se trabaja</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Layer</source>
      <translation>Capa</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Months that are worked</source>
      <translation>Meses en que se trabaja</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Takes turns</source>
      <translation>Se turna</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>There is already a rotation called %1.</source>
      <translation>Ya hay una rotación llamada %1.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Turns count</source>
      <translation>Los turnos cuentan</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Weeks that are worked</source>
      <translation>Semanas en que se trabaja</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Where layers meet, the highest with somebody in it is on call.</source>
      <translation>Donde coinciden capas, está de guardia la más alta que tenga a alguien.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Whether a turn that these hours leave empty is skipped or used up.</source>
      <translation>Si un turno que estas horas dejan vacío se salta o se gasta.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>Works</source>
      <translation>Trabaja</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/rotation_form.py"></location>
      <source>weekly</source>
      <translation>semanal</translation>
    </message>
  </context>
  <context>
    <name>RuleEntry</name>
    <message>
      <location filename="../../ui/people/rule_entry.py"></location>
      <source>Contact</source>
      <translation>Contacto</translation>
    </message>
    <message>
      <location filename="../../ui/people/rule_entry.py"></location>
      <source>So long after the page</source>
      <translation>Tanto después del aviso</translation>
    </message>
    <message>
      <location filename="../../ui/people/rule_entry.py"></location>
      <source>Take this rule out</source>
      <translation>Quitar esta regla</translation>
    </message>
    <message>
      <location filename="../../ui/people/rule_entry.py"></location>
      <source>after</source>
      <translation>tras</translation>
    </message>
    <message>
      <location filename="../../ui/people/rule_entry.py"></location>
      <source>by</source>
      <translation>por</translation>
    </message>
  </context>
  <context>
    <name>RulesSection</name>
    <message>
      <location filename="../../ui/people/rules_section.py"></location>
      <source>Add a rule</source>
      <translation>Añadir una regla</translation>
    </message>
    <message>
      <location filename="../../ui/people/rules_section.py"></location>
      <source>High urgency</source>
      <translation>Urgencia alta</translation>
    </message>
    <message>
      <location filename="../../ui/people/rules_section.py"></location>
      <source>Low urgency</source>
      <translation>Urgencia baja</translation>
    </message>
    <message>
      <location filename="../../ui/people/rules_section.py"></location>
      <source>No rule: every contact at once.</source>
      <translation>Sin regla: todos los contactos a la vez.</translation>
    </message>
    <message>
      <location filename="../../ui/people/rules_section.py"></location>
      <source>This is no delay; expected 0m, 5m or 1h.</source>
      <translation>Esto no es un retraso; se esperaba 0m, 5m o 1h.</translation>
    </message>
    <message>
      <location filename="../../ui/people/rules_section.py"></location>
      <source>When a page comes</source>
      <translation>Cuando llega un aviso</translation>
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
(no se siguen redirecciones, terminado tras %1)</translation>
    </message>
    <message>
      <location filename="../../app/operations/page_more.py"></location>
      <source> %1 cannot be reached: no contact.</source>
      <translation> No se puede localizar a %1: sin contacto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source> (%1 masked)</source>
      <translation> (%1 enmascarado)</translation>
    </message>
    <message>
      <location filename="../../app/operations/playbook.py"></location>
      <source> (%1 more)</source>
      <translation> (%1 más)</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source> (by rule %1 later)</source>
      <translation> (por la regla, %1 después)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source> (the next in %1)</source>
      <translation> (la próxima en %1)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_rehearsal.py"></location>
      <source> (time %1)</source>
      <translation> (vez %1)</translation>
    </message>
    <message>
      <location filename="../../app/queries/named.py"></location>
      <source> Did you mean %1?</source>
      <translation> ¿Querías decir %1?</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source> The others of this level are still asked.</source>
      <translation> A los demás de este nivel se les sigue preguntando.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source> after %1 tries</source>
      <translation> tras %1 intentos</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <location filename="../../app/operations/conversation.py"></location>
      <location filename="../../app/operations/delivery.py"></location>
      <source> and %1 more</source>
      <translation> y %1 más</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source> and sent to %1</source>
      <translation> y enviado a %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source> and tell %1</source>
      <translation> e informar a %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source> for %1</source>
      <translation> para %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source> from %1</source>
      <translation> de %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source> from the template “%1”</source>
      <translation> de la plantilla «%1»</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_alert.py"></location>
      <source> of a drill: </source>
      <translation> de un simulacro: </translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source> on call</source>
      <translation> de guardia</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source> passed over</source>
      <translation> saltado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source> until %1</source>
      <translation> hasta %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source> with “%1”</source>
      <translation> con «%1»</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source># %1

The workflow asks for a yes.</source>
      <translation># %1

El flujo de trabajo pide un sí.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>#%1 can only be merged into another incident.</source>
      <translation>#%1 solo se puede fusionar en otro incidente.</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>#%1 cannot be a part of itself.</source>
      <translation>#%1 no puede ser parte de sí mismo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>#%1 cannot be merged into itself.</source>
      <translation>#%1 no se puede fusionar en sí mismo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation.py"></location>
      <source>#%1 has no policy, so there is nobody to escalate to.</source>
      <translation>#%1 no tiene política, así que no hay a quién escalar.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>#%1 has no policy. Give its service one first.</source>
      <translation>#%1 no tiene política. Da primero una a su servicio.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>#%1 is %2 already; reopen it before it can be %3.</source>
      <translation>#%1 ya está %2; reábrelo antes de que pueda estar %3.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>#%1 is %2 already; there is nothing left to acknowledge.</source>
      <translation>#%1 ya está %2; no queda nada que confirmar.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>#%1 is %2: its policy has ended.</source>
      <translation>#%1 está %2: su política ha terminado.</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>#%1 is %2: nobody need come any more.</source>
      <translation>#%1 está %2: ya no hace falta que venga nadie.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation.py"></location>
      <source>#%1 is %2: there is nobody to escalate to.</source>
      <translation>#%1 está %2: no hay a quién escalar.</translation>
    </message>
    <message>
      <location filename="../../app/operations/snooze.py"></location>
      <source>#%1 is %2; it is quiet already.</source>
      <translation>#%1 está %2; ya está en silencio.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>#%1 is %2; only a resolved incident can be closed.</source>
      <translation>#%1 está %2; solo se puede cerrar un incidente resuelto.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>#%1 is %2; reopen it first.</source>
      <translation>#%1 está %2; reábrelo primero.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>#%1 is %2; there is nothing to split off.</source>
      <translation>#%1 está %2; no hay nada que separar.</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>#%1 is a part of #%2 already.</source>
      <translation>#%1 ya es parte de #%2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>#%1 is acknowledged.%2</source>
      <translation>#%1 está confirmado.%2</translation>
    </message>
    <message>
      <location filename="../../app/queries/status_update.py"></location>
      <source>#%1 is an exercise: nothing of it leaves the house.</source>
      <translation>#%1 es un ejercicio: nada de él sale de la casa.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>#%1 is not over yet: resolve it first.</source>
      <translation>#%1 aún no ha terminado: resuélvelo primero.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation.py"></location>
      <source>#%1 is of low urgency, which pages nobody before %2. Make it high urgency to page now.</source>
      <translation>#%1 es de urgencia baja, que no avisa a nadie antes de %2. Hazlo de urgencia alta para avisar ya.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>#%1 is over; no playbook starts there.</source>
      <translation>#%1 ha terminado; allí no empieza ningún playbook.</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>#%1 is private and #%2 is not: make #%3 private first.</source>
      <translation>#%1 es privado y #%2 no: haz privado #%3 primero.</translation>
    </message>
    <message>
      <location filename="../../app/queries/status_update.py"></location>
      <source>#%1 is private: nothing of it leaves the house.</source>
      <translation>#%1 es privado: nada de él sale de la casa.</translation>
    </message>
    <message>
      <location filename="../../app/operations/mailbox.py"></location>
      <source>#%1 is resolved.</source>
      <translation>#%1 está resuelto.</translation>
    </message>
    <message>
      <location filename="../../app/queries/problem.py"></location>
      <source>#%1 was %2 alike</source>
      <translation>#%1 fue %2 parecido</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>#%1 was declined; reopen it before anything can be merged into it.</source>
      <translation>#%1 se rechazó; reábrelo antes de fusionar algo en él.</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>#%1 was merged into another incident already; split it off there first.</source>
      <translation>#%1 ya se fusionó en otro incidente; sepáralo allí primero.</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>#%1 was merged into another incident itself; merge into that one.</source>
      <translation>#%1 se fusionó a su vez en otro incidente; fusiona en ese.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>#%1 was merged into another incident; work goes on there.</source>
      <translation>#%1 se fusionó en otro incidente; el trabajo sigue allí.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>#%1 was not merged into another incident.</source>
      <translation>#%1 no se fusionó en otro incidente.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>#%1 was split off again</source>
      <translation>#%1 se volvió a separar</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>#%1: %2 already has it</source>
      <translation>#%1: ya lo lleva %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/mailbox.py"></location>
      <source>#%1: a note.</source>
      <translation>#%1: una nota.</translation>
    </message>
    <message>
      <location filename="../../app/operations/dispatch.py"></location>
      <source>%1

No more of these: %2</source>
      <translation>%1

No más de estos: %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>%1
(by the shell /bin/sh, ended after %2)%3</source>
      <translation>%1
(por el intérprete /bin/sh, terminado tras %2)%3</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>%1
(no shell, ended after %2)</source>
      <translation>%1
(sin intérprete, terminado tras %2)</translation>
    </message>
    <message>
      <location filename="../../app/operations/notice_delivery.py"></location>
      <source>%1
Say that it arrived: %2</source>
      <translation>%1
Di que llegó: %2</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>%1 (%2 was on call)</source>
      <translation>%1 (%2 estaba de guardia)</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>%1 (a member)</source>
      <translation>%1 (miembro)</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>%1 (removed %2)</source>
      <translation>%1 (quitado %2)</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>%1 Expected: %2.</source>
      <translation>%1 Se esperaba: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <source>%1 Look at what this sends.
</source>
      <translation>%1 Mira lo que envía.
</translation>
    </message>
    <message>
      <location filename="../../app/operations/page_more.py"></location>
      <source>%1 Somebody has it already.</source>
      <translation>%1 Alguien ya lo lleva.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_case.py"></location>
      <source>%1 The request has ended.</source>
      <translation>%1 La petición ha terminado.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>%1 after %2</source>
      <translation>%1 tras %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>%1 alert%2 so far</source>
      <translation>alertas hasta ahora: %1%2</translation>
    </message>
    <message>
      <location filename="../../app/domain/similar.py"></location>
      <source>%1 alike: %2</source>
      <translation>%1 parecido: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>%1 already has it.</source>
      <translation>Ya lo lleva %1.</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <location filename="../../app/operations/release.py"></location>
      <location filename="../../app/operations/workflow_call.py"></location>
      <source>%1 answered %2.</source>
      <translation>%1 respondió %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request_words.py"></location>
      <source>%1 asks %2 to cover %3, %4</source>
      <translation>%1 pide a %2 que sustituya %3, %4</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>%1 asks you to help</source>
      <translation>%1 te pide ayuda</translation>
    </message>
    <message>
      <location filename="../../app/notify/send.py"></location>
      <source>%1 broke: %2.</source>
      <translation>%1 se rompió: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>%1 brought in from %2</source>
      <translation>%1 incorporados de %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>%1 came %2 times within %3</source>
      <translation>%1 llegó %2 veces en %3</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>%1 cannot be asked; expected person:, team: or schedule:.</source>
      <translation>No se puede pedir a %1; se esperaba person:, team: o schedule:.</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <source>%1 cannot be found.</source>
      <translation>No se encuentra %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup_plan.py"></location>
      <source>%1 cannot be made: %2.</source>
      <translation>%1 no se puede crear: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/invitation.py"></location>
      <source>%1 cannot be read: %2.</source>
      <translation>%1 no se puede leer: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/invitation.py"></location>
      <source>%1 cannot be written: %2.</source>
      <translation>%1 no se puede escribir: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_field.py"></location>
      <source>%1 changed #%2 meanwhile; it was read again.</source>
      <translation>%1 cambió #%2 mientras tanto; se volvió a leer.</translation>
    </message>
    <message>
      <location filename="../../app/operations/publish.py"></location>
      <source>%1 changed %2 meanwhile; your draft is kept.</source>
      <translation>%1 cambió %2 mientras tanto; tu borrador se conserva.</translation>
    </message>
    <message>
      <location filename="../../app/operations/playbook.py"></location>
      <source>%1 changed this playbook meanwhile.</source>
      <translation>%1 cambió este playbook mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/playbook.py"></location>
      <source>%1 changed this playbook meanwhile; it was read again.</source>
      <translation>%1 cambió este playbook mientras tanto; se volvió a leer.</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <source>%1 changed this problem meanwhile; it was read again.</source>
      <translation>%1 cambió este problema mientras tanto; se volvió a leer.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>%1 changed this review meanwhile; it was read again.</source>
      <translation>%1 cambió esta revisión mientras tanto; se volvió a leer.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>%1 changed this section meanwhile.</source>
      <translation>%1 cambió esta sección mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>%1 could not be started: %2.</source>
      <translation>%1 no se pudo iniciar: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/page.py"></location>
      <source>%1 could not be used.</source>
      <translation>%1 no se pudo usar.</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge_override.py"></location>
      <source>%1 covers</source>
      <translation>%1 sustituye</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>%1 customers</source>
      <translation>%1 clientes</translation>
    </message>
    <message>
      <location filename="../../app/domain/followup.py"></location>
      <source>%1 days; expected 1 to %2.</source>
      <translation>%1 días; se esperaba de 1 a %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_answer.py"></location>
      <source>%1 declined.</source>
      <translation>%1 declinó.</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <source>%1 did not answer: %2.</source>
      <translation>%1 no respondió: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_decision.py"></location>
      <source>%1 did not approve it. %2</source>
      <translation>%1 no lo aprobó. %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>%1 does not answer. Is it switched on, and does a firewall let port %2 through?</source>
      <translation>%1 no responde. ¿Está encendido, y deja pasar el cortafuegos el puerto %2?</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>%1 does not speak TLS. Switch it on there, or choose TLS “if it can be had”.</source>
      <translation>%1 no habla TLS. Actívalo allí o elige TLS «si se puede».</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>%1 exists already; a backup never overwrites a file.</source>
      <translation>%1 ya existe; una copia nunca sobrescribe un archivo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>%1 gave the pager of %2 back: you are on call</source>
      <translation>%1 devolvió el busca de %2: estás de guardia</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>%1 had %2 it at %3</source>
      <translation>%1 lo había %2 a las %3</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>%1 handed it to you.</source>
      <translation>%1 te lo pasó.</translation>
    </message>
    <message>
      <location filename="../../app/domain/attachment.py"></location>
      <source>%1 has %2; 25 MB is the most.</source>
      <translation>%1 tiene %2; 25 MB es lo máximo.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/mail.py"></location>
      <source>%1 has a mail that cannot be read.</source>
      <translation>%1 tiene un correo que no se puede leer.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/mail.py"></location>
      <source>%1 has a mail without a date that can be read.</source>
      <translation>%1 tiene un correo sin fecha legible.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/message.py"></location>
      <location filename="../../app/intake/conversation/slack.py"></location>
      <source>%1 has a message of no time that exists.</source>
      <translation>%1 tiene un mensaje de una hora que no existe.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>%1 has it</source>
      <translation>%1 lo lleva</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>%1 has left</source>
      <translation>%1 se ha ido</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>%1 has left the team.</source>
      <translation>%1 ha dejado el equipo.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/mail.py"></location>
      <source>%1 has more than %2 mails; export a shorter time.</source>
      <translation>%1 tiene más de %2 correos; exporta un tiempo más corto.</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>%1 has no contact</source>
      <translation>%1 no tiene contacto</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>%1 has no contact, so nothing can reach them.</source>
      <translation>%1 no tiene contacto, así que nada le llega.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>%1 has no contact: a page could not reach them.</source>
      <translation>%1 no tiene contacto: un aviso no podía llegarle.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/file.py"></location>
      <source>%1 has no message of a person in it.</source>
      <translation>%1 no contiene ningún mensaje de una persona.</translation>
    </message>
    <message>
      <location filename="../../app/operations/publish.py"></location>
      <source>%1 has no version %2.</source>
      <translation>%1 no tiene la versión %2.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/archive.py"></location>
      <source>%1 in this archive is damaged.</source>
      <translation>%1, de este archivo comprimido, está dañado.</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge_override.py"></location>
      <source>%1 instead of %2</source>
      <translation>%1 en lugar de %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup_plan.py"></location>
      <source>%1 is a file, not a folder.</source>
      <translation>%1 es un archivo, no una carpeta.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>%1 is a part of this</source>
      <translation>%1 es parte de este</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <source>%1 is an address inside the house; allow that to use it.</source>
      <translation>%1 es una dirección interna; permítelo para usarla.</translation>
    </message>
    <message>
      <location filename="../../app/domain/status_soundness.py"></location>
      <source>%1 is an address of the first page; choose another.</source>
      <translation>%1 es una dirección de la primera página; elige otra.</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <source>%1 is an address outside the house; this may not leave it.</source>
      <translation>%1 es una dirección de fuera de la casa; esto no puede salir de ella.</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>%1 is asked to help</source>
      <translation>Se pide ayuda a %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket_turn.py"></location>
      <source>%1 is closed in %2</source>
      <translation>%1 está cerrado en %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/attachment.py"></location>
      <location filename="../../app/intake/conversation/file.py"></location>
      <source>%1 is empty.</source>
      <translation>%1 está vacío.</translation>
    </message>
    <message>
      <location filename="../../app/operations/invitation.py"></location>
      <source>%1 is for a newer Watchbill; please update this one.</source>
      <translation>%1 es para un Watchbill más nuevo; actualiza este.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/file.py"></location>
      <location filename="../../ui/incidents/bringing.py"></location>
      <source>%1 is larger than 200 MB; export a shorter time.</source>
      <translation>%1 pasa de 200 MB; exporta un tiempo más corto.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>%1 is missing; expected %2.</source>
      <translation>falta %1; se esperaba %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/channel.py"></location>
      <source>%1 is named by %2: keep its name.</source>
      <translation>%2 nombra a %1: conserva su nombre.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <location filename="../../app/domain/problem.py"></location>
      <source>%1 is named twice here.</source>
      <translation>%1 se nombra aquí dos veces.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident.py"></location>
      <source>%1 is needed.</source>
      <translation>Hace falta %1.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/message.py"></location>
      <source>%1 is neither UTF-8 nor UTF-16 text.</source>
      <translation>%1 no es texto UTF-8 ni UTF-16.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>%1 is no %2%3</source>
      <translation>%1 no es %2%3</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>%1 is no %2%3 Expected: %4.</source>
      <translation>%1 no es %2%3 Se esperaba: %4.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_field.py"></location>
      <source>%1 is no %2; there are: %3.</source>
      <translation>%1 no es %2; existen: %3.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>%1 is no Watchbill backup.</source>
      <translation>%1 no es una copia de Watchbill.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>%1 is no answer here; the answers: %2.</source>
      <translation>%1 no es aquí una respuesta; las respuestas: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_field.py"></location>
      <source>%1 is no category; there are: %2.</source>
      <translation>%1 no es una categoría; existen: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_clock.py"></location>
      <source>%1 is no clock of an incident; there are: %2.</source>
      <translation>%1 no es un reloj de un incidente; existen: %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>%1 is no e-mail address.</source>
      <translation>%1 no es una dirección de correo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>%1 is no handle; expected lower-case letters, digits, '-', '_' or '.', at most 64, the first a letter or digit%2</source>
      <translation>%1 no es un alias; se esperaban minúsculas, cifras, '-', '_' o '.', 64 como máximo, la primera letra o cifra%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/invitation.py"></location>
      <source>%1 is no invitation to a Watchbill team.</source>
      <translation>%1 no es una invitación a un equipo de Watchbill.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/slack.py"></location>
      <source>%1 is no list, as it is in a Slack export.</source>
      <translation>%1 no es una lista, como lo es en una exportación de Slack.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/teams.py"></location>
      <source>%1 is no list, as it is in a Teams export.</source>
      <translation>%1 no es una lista, como lo es en una exportación de Teams.</translation>
    </message>
    <message>
      <location filename="../../app/operations/role.py"></location>
      <source>%1 is no longer %2</source>
      <translation>%1 ya no es %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/report.py"></location>
      <source>%1 is no month; expected one such as 2026-10.</source>
      <translation>%1 no es un mes; se esperaba uno como 2026-10.</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>%1 is no name; expected text without space around it.</source>
      <translation>%1 no es un nombre; se esperaba texto sin espacios alrededor.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>%1 is no number, time or severity.</source>
      <translation>%1 no es un número, una hora ni una severidad.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>%1 is no regular expression: %2.</source>
      <translation>%1 no es una expresión regular: %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/status_soundness.py"></location>
      <source>%1 is no web address such as https://status.example.org.</source>
      <translation>%1 no es una dirección web como https://status.example.org.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>%1 is nobody of this team, and so cannot own an incident.</source>
      <translation>%1 no es de este equipo, así que no puede llevar un incidente.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>%1 is nobody; expected person:, team:, schedule: and a name, a role, or owner%2</source>
      <translation>%1 no es nadie; se esperaba person:, team:, schedule: y un nombre, un papel, u owner%2</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/message.py"></location>
      <source>%1 is not JSON that can be read.</source>
      <translation>%1 no es JSON que se pueda leer.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <location filename="../../app/domain/soundness.py"></location>
      <source>%1 is not active any more.</source>
      <translation>%1 ya no está activo.</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>%1 is not allowed in a template.</source>
      <translation>%1 no se permite en una plantilla.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>%1 is not in the team any more.</source>
      <translation>%1 ya no está en el equipo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>%1 is not on call for %2 all of that time.</source>
      <translation>%1 no está de guardia para %2 todo ese tiempo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>%1 is nothing to ask about%2 There are: </source>
      <translation>%1 no es algo que preguntar%2 Existen: </translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>%1 is out of range; expected %2 to %3.</source>
      <translation>%1 queda fuera de rango; se esperaba de %2 a %3.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>%1 is out of range; expected per cent, above 0 to 100.</source>
      <translation>%1 queda fuera de rango; se esperaba por ciento, más de 0 hasta 100.</translation>
    </message>
    <message>
      <location filename="../../app/queries/incident_story.py"></location>
      <source>%1 is paged at %2 if nobody acknowledges</source>
      <translation>Se avisa a %1 a las %2 si nadie confirma</translation>
    </message>
    <message>
      <location filename="../../app/operations/reference.py"></location>
      <source>%1 is still needed by %2. Take it out there first.</source>
      <translation>%1 todavía lo necesita %2. Quítalo allí primero.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>%1 is unknown here%2</source>
      <translation>%1 no se conoce aquí%2</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>%1 is unknown%2 Expected: %3.</source>
      <translation>%1 no se conoce%2 Se esperaba: %3.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>%1 is what shifts made by overrides are called.</source>
      <translation>%1 es como se llaman los turnos hechos por excepciones.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>%1 knows this token, and shows %2.</source>
      <translation>%1 conoce este token, y muestra %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>%1 lets nobody in from here as %2 (pg_hba.conf).</source>
      <translation>%1 no deja entrar a nadie desde aquí como %2 (pg_hba.conf).</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>%1 may not make tables in %2. Its owner can allow it: GRANT CREATE ON SCHEMA public TO %3;</source>
      <translation>%1 no puede crear tablas en %2. Su dueño puede permitirlo: GRANT CREATE ON SCHEMA public TO %3;</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>%1 means an empty slot and cannot be a name.</source>
      <translation>%1 significa un puesto vacío y no puede ser un nombre.</translation>
    </message>
    <message>
      <location filename="../../app/operations/feed.py"></location>
      <source>%1 months %2 is out of range; expected 1 to %3.</source>
      <translation>%1 meses %2 queda fuera de rango; se esperaba de 1 a %3.</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>%1 of another time left out</source>
      <translation>%1 de otro momento quedaron fuera</translation>
    </message>
    <message>
      <location filename="../../app/domain/request_words.py"></location>
      <source>%1 offers %2 a swap in %3: %4 for %5</source>
      <translation>%1 ofrece a %2 un intercambio en %3: %4 por %5</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>%1 others</source>
      <translation>%1 más</translation>
    </message>
    <message>
      <location filename="../../app/queries/diagnostics.py"></location>
      <source>%1 people, %2 incidents</source>
      <translation>%1 personas, %2 incidentes</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>%1 takes no more connections at the moment.</source>
      <translation>%1 no admite más conexiones en este momento.</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>%1 takes no part in drills</source>
      <translation>%1 no participa en simulacros</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>%1 takes no part in drills.</source>
      <translation>%1 no participa en simulacros.</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>%1 there already</source>
      <translation>%1 ya estaban</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>%1 took the pager of %2 until %3</source>
      <translation>%1 tomó el busca de %2 hasta %3</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>%1 wants TLS for this: choose TLS “always”.</source>
      <translation>%1 exige TLS para esto: elige TLS «siempre».</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>%1 wants a password for %2.</source>
      <translation>%1 pide una contraseña para %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>%1 was merged into this%2</source>
      <translation>%1 se fusionó en este%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>%1 was split off%2</source>
      <translation>%1 se separó%2</translation>
    </message>
    <message>
      <location filename="../../app/domain/difference.py"></location>
      <source>%1 with %2</source>
      <translation>%1 con %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>%1 would end before it begins.</source>
      <translation>%1 terminaría antes de empezar.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>%1 would have nobody.</source>
      <translation>%1 se quedaría sin nadie.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup_plan.py"></location>
      <source>%1%2.backup</source>
      <translation>%1%2.backup</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>%1, and there is no last resort who could be paged.</source>
      <translation>%1, y no hay último recurso a quien avisar.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>%1, asked to help: %2</source>
      <translation>%1, ayuda pedida: %2</translation>
    </message>
    <message>
      <location filename="../../app/queries/diagnostics.py"></location>
      <source>%1, schema %2</source>
      <translation>%1, esquema %2</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>%1, to leave at %2</source>
      <translation>%1, para salir a las %2</translation>
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
      <translation>%1: en su lugar se avisa a %2.</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>%1: %2, %3 resolved</source>
      <translation>%1: %2, %3 resueltos</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>%1: %2, %3 resolved, %4 open</source>
      <translation>%1: %2, %3 resueltos, %4 abiertos</translation>
    </message>
    <message>
      <location filename="../../app/settings.py"></location>
      <source>%1: %2. Mend or delete the file.</source>
      <translation>%1: %2. Arregla o borra el archivo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>%1: do you want to be told of news?</source>
      <translation>%1: ¿quieres recibir noticias?</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>%1: maintenance %2 - %3</source>
      <translation>%1: mantenimiento %2 - %3</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>%1: no contact, or no part in drills; nothing can reach them.</source>
      <translation>%1: sin contacto, o no participa en simulacros; nada le llega.</translation>
    </message>
    <message>
      <location filename="../../app/operations/reading.py"></location>
      <source>%1: no open alert has this key</source>
      <translation>%1: ninguna alerta abierta tiene esta clave</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>%1: nothing was resolved</source>
      <translation>%1: no se resolvió nada</translation>
    </message>
    <message>
      <location filename="../../app/operations/stir.py"></location>
      <source>%1:event %2</source>
      <translation>%1:evento %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_run.py"></location>
      <source>%1:hand %2 %3 %4 %5</source>
      <translation>%1:hand %2 %3 %4 %5</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>%1; the last resort was paged.</source>
      <translation>%1; se avisó al último recurso.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>(1 - SLO) x length of the window - downtime</source>
      <translation>(1 - SLO) x duración de la ventana - tiempo caído</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>(the key is not on this machine)</source>
      <translation>(la clave no está en este equipo)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>, %1 times at most</source>
      <translation>, %1 veces como máximo</translation>
    </message>
    <message>
      <location filename="../../app/operations/role.py"></location>
      <source>, after %1</source>
      <translation>, tras %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>, due in %1</source>
      <translation>, vence en %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>, in one message with %1</source>
      <translation>, en un solo mensaje con %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>, round %1</source>
      <translation>, ronda %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>, round %1 of %2</source>
      <translation>, ronda %1 de %2</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>, which notifies %1</source>
      <translation>, que avisa a %1</translation>
    </message>
    <message>
      <location filename="../../app/calendars/read.py"></location>
      <source>... and %1 more like these.</source>
      <translation>... y %1 más como estos.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>1 - length of the union of impact intervals / time passed of the window</source>
      <translation>1 - duración de la unión de intervalos de impacto / tiempo transcurrido de la ventana</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>100 x scope x severity x duration</source>
      <translation>100 x alcance x severidad x duración</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>; again every %1%2%3</source>
      <translation>; de nuevo cada %1%2%3</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>; did you mean %1?</source>
      <translation>; ¿querías decir %1?</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>A %1 has no choices.</source>
      <translation>Un %1 no tiene opciones.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/reads.py"></location>
      <source>A chart is saved as .png, .svg or .csv.</source>
      <translation>Un gráfico se guarda como .png, .svg o .csv.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>A command is one line; for a script add the line “Shell: yes”.</source>
      <translation>Una orden es una línea; para un guion añade la línea “Shell: yes”.</translation>
    </message>
    <message>
      <location filename="../../app/domain/status_soundness.py"></location>
      <source>A component needs a name, without space around it.</source>
      <translation>Un componente necesita un nombre, sin espacios alrededor.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>A decide step needs two answers or more: “- Yes -&gt; title of a later step”.</source>
      <translation>Un paso de decisión necesita dos respuestas o más: “- Yes -&gt; título de un paso posterior”.</translation>
    </message>
    <message>
      <location filename="../../app/domain/tie.py"></location>
      <source>A drill and a real incident cannot be merged.</source>
      <translation>Un simulacro y un incidente real no se pueden fusionar.</translation>
    </message>
    <message>
      <location filename="../../app/operations/drill.py"></location>
      <source>A drill is running already; end it first.</source>
      <translation>Ya hay un simulacro en marcha; termínalo primero.</translation>
    </message>
    <message>
      <location filename="../../app/operations/drill.py"></location>
      <source>A drill needs a service with a policy, or nobody is paged.</source>
      <translation>Un simulacro necesita un servicio con política, o no se avisa a nadie.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup_plan.py"></location>
      <source>A folder's whole path is wanted, from the root on.</source>
      <translation>Se quiere la ruta completa de una carpeta, desde la raíz.</translation>
    </message>
    <message>
      <location filename="../../app/operations/task.py"></location>
      <source>A follow-up for you: %1</source>
      <translation>Un seguimiento para ti: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/heartbeat.py"></location>
      <source>A heartbeat beats every %1 s at most.</source>
      <translation>Un latido late cada %1 s como máximo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>A key has only letters, digits and signs.</source>
      <translation>Una clave solo tiene letras, cifras y signos.</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <source>A known error needs a cause or a work-around.</source>
      <translation>Un error conocido necesita una causa o una solución provisional.</translation>
    </message>
    <message>
      <location filename="../../app/operations/bundle.py"></location>
      <source>A newer page by the same contact was due as well; it was sent instead.</source>
      <translation>También vencía un aviso más nuevo por el mismo contacto; se envió en su lugar.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>A page is without action when its incident ended by itself and nobody ever acknowledged it. An incident healed when a machine resolved it, and flaps when it was reopened twice or more.</source>
      <translation>Un aviso queda sin acción cuando su incidente terminó solo y nadie lo confirmó nunca. Un incidente sanó cuando lo resolvió una máquina, y oscila cuando se reabrió dos veces o más.</translation>
    </message>
    <message>
      <location filename="../../app/domain/status_soundness.py"></location>
      <source>A password has 8 to %1 characters.</source>
      <translation>Una contraseña tiene de 8 a %1 caracteres.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>A playbook needs a step, such as “## Do: Say who leads”.</source>
      <translation>Un playbook necesita un paso, por ejemplo “## Do: Say who leads”.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>A policy cannot lead back to itself: %1.</source>
      <translation>Una política no puede llevar de vuelta a sí misma: %1.</translation>
    </message>
    <message>
      <location filename="../../app/queries/dry_run.py"></location>
      <source>A policy that a branch leads to was taken out meanwhile.</source>
      <translation>Una política a la que lleva una rama se quitó mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>A port is a number, usually 5432.</source>
      <translation>Un puerto es un número, normalmente 5432.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>A quotation mark is not closed in this command.</source>
      <translation>En esta orden hay unas comillas sin cerrar.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>A reminder comes 1m to 7d before a hand-off.</source>
      <translation>Un recordatorio llega de 1m a 7d antes de un relevo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/feed.py"></location>
      <source>A reminder comes at most 28 days before the shift.</source>
      <translation>Un recordatorio llega como mucho 28 días antes del turno.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>A repetition within a repetition can take for ever; write it without.</source>
      <translation>Una repetición dentro de otra puede no terminar nunca; escríbela sin ella.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>A row of %1 points to a %2 that is gone.</source>
      <translation>Una fila de %1 apunta a un %2 que ya no existe.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>A service cannot need itself: %1.</source>
      <translation>Un servicio no puede necesitarse a sí mismo: %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>A shift cannot end before it begins.</source>
      <translation>Un turno no puede terminar antes de empezar.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>A shift is split between its start and its end.</source>
      <translation>Un turno se divide entre su comienzo y su final.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>A step begins with its kind: “## Do: …”; the kinds are %1.</source>
      <translation>Un paso empieza por su tipo: “## Do: …”; los tipos son %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>A step of it is running; wait until it has ended.</source>
      <translation>Uno de sus pasos se está ejecutando; espera a que termine.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>A swap needs two people.</source>
      <translation>Un intercambio necesita dos personas.</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>A template has at most %1 characters.</source>
      <translation>Una plantilla tiene como máximo %1 caracteres.</translation>
    </message>
    <message>
      <location filename="../../app/operations/update_template.py"></location>
      <source>A template needs a name of at most %1 characters.</source>
      <translation>Una plantilla necesita un nombre de como máximo %1 caracteres.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review_template.py"></location>
      <source>A template's name has at most %1 characters.</source>
      <translation>El nombre de una plantilla tiene como máximo %1 caracteres.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>A time-out is a minute at most.</source>
      <translation>El límite de tiempo es de un minuto como máximo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>A time-out is ten minutes at most; write a wait step instead.</source>
      <translation>El límite de tiempo es de diez minutos como máximo; escribe un paso de espera.</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <location filename="../../app/operations/task.py"></location>
      <source>A title has at most %1 characters.</source>
      <translation>Un título tiene como máximo %1 caracteres.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>A title is needed: say in a few words what is wrong.</source>
      <translation>Hace falta un título: di en pocas palabras qué pasa.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>A token has only letters, digits and signs.</source>
      <translation>Un token solo tiene letras, cifras y signos.</translation>
    </message>
    <message>
      <location filename="../../app/operations/token.py"></location>
      <source>A token needs a name of at most %1 characters.</source>
      <translation>Un token necesita un nombre de como máximo %1 caracteres.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>A workflow cannot start itself.</source>
      <translation>Un flujo de trabajo no puede empezarse a sí mismo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>A wrong setting, a certificate that ran out, no way to log in.</source>
      <translation>Un ajuste erróneo, un certificado caducado, no hay forma de entrar.</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>API key (GenieKey)</source>
      <translation>Clave de API (GenieKey)</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>Acknowledged as well</source>
      <translation>Confirmó también</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Action group: Webhook URI (common alert schema: yes)</source>
      <translation>Grupo de acciones: URI del webhook (esquema común de alertas: sí)</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_alert.py"></location>
      <source>Alert resolved: %1</source>
      <translation>Alerta resuelta: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_alert.py"></location>
      <source>Alert: %1</source>
      <translation>Alerta: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>All services are working</source>
      <translation>Todos los servicios funcionan</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>An address looks like postgresql://user@host/database.</source>
      <translation>Una dirección es como postgresql://user@host/database.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_alert.py"></location>
      <source>An alert without a title</source>
      <translation>Una alerta sin título</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>An e-mail address has no colon.</source>
      <translation>Una dirección de correo no tiene dos puntos.</translation>
    </message>
    <message>
      <location filename="../../app/operations/annotation.py"></location>
      <source>An edit or a pin cannot be edited or pinned itself.</source>
      <translation>Una edición o una fijación no se puede editar ni fijar.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>An expression has at most %1 characters.</source>
      <translation>Una expresión tiene como máximo %1 caracteres.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>An hour is paid once, as the last of these that applies: weekday, night (0 to 6), weekend, public holiday.</source>
      <translation>Una hora se paga una vez, como lo último que corresponda de: día laborable, noche (0 a 6), fin de semana, festivo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>An incident is related to itself anyway.</source>
      <translation>Un incidente ya está relacionado consigo mismo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/snooze.py"></location>
      <source>An incident sleeps for 30 days at most.</source>
      <translation>Un incidente duerme 30 días como máximo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>An incident that is %1 has no resolved time.</source>
      <translation>Un incidente que está %1 no tiene hora de resolución.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>An incident that is %1 needs a resolved time.</source>
      <translation>Un incidente que está %1 necesita una hora de resolución.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>An incident that is still open has lasted until now at least: it is censored, neither left out nor counted as ended. Median and p90 are where S falls to 1/2 and 1/10.</source>
      <translation>Un incidente que sigue abierto ha durado al menos hasta ahora: está censurado, ni se omite ni se cuenta como terminado. Mediana y p90 están donde S cae a 1/2 y 1/10.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>Answered %1 %2.</source>
      <translation>Respondió %1 %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>Applied policy %1 as it is now</source>
      <translation>Se aplicó la política %1 tal como es ahora</translation>
    </message>
    <message>
      <location filename="../../app/notify/address.py"></location>
      <source>Apprise cannot use this %1:// address: a part is missing or malformed.</source>
      <translation>Apprise no puede usar esta dirección %1://: falta una parte o está mal formada.</translation>
    </message>
    <message>
      <location filename="../../app/notify/address.py"></location>
      <source>Apprise knows no service for %1://; %2.</source>
      <translation>Apprise no conoce ningún servicio para %1://; %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_decision.py"></location>
      <source>Approved by %1.</source>
      <translation>Aprobado por %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <source>Approved “%1”:
%2</source>
      <translation>Aprobado «%1»:
%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>Asked %1 for a ticket.</source>
      <translation>Se pidió a %1 un ticket.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_step.py"></location>
      <source>Asked; somebody must say yes.</source>
      <translation>Preguntado; alguien debe decir que sí.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_custom.py"></location>
      <source>At most %1 regions of %2 characters each.</source>
      <translation>Como máximo %1 regiones de %2 caracteres cada una.</translation>
    </message>
    <message>
      <location filename="../../app/domain/case.py"></location>
      <source>Atlassian Incident Management Handbook, common incident metrics</source>
      <translation>Atlassian Incident Management Handbook, common incident metrics</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>Audit entry %1 does not follow from the one before: it was altered.</source>
      <translation>La entrada de auditoría %1 no sigue a la anterior: se alteró.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup_plan.py"></location>
      <source>Backups are at least %1 apart.</source>
      <translation>Entre copias pasan al menos %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>Bearer %1</source>
      <translation>Bearer %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>Below the address stand headers such as “Accept: application/json”.</source>
      <translation>Debajo de la dirección van cabeceras como “Accept: application/json”.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Better since %1</source>
      <translation>Mejor desde %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Beyer et al., Site Reliability Engineering (2016), ch. 3 and 4</source>
      <translation>Beyer et al., Site Reliability Engineering (2016), ch. 3 and 4</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>Both shifts are the same person's.</source>
      <translation>Ambos turnos son de la misma persona.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>Builds, tests or releases fail or hang.</source>
      <translation>Compilaciones, pruebas o entregas fallan o se cuelgan.</translation>
    </message>
    <message>
      <location filename="../../app/operations/mailbox.py"></location>
      <source>By e-mail: %1</source>
      <translation>Por correo: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>By person, and by level of the policy (the quickest of those it paged). An acknowledgement before the page is no answer to it.</source>
      <translation>Por persona, y por nivel de la política (el más rápido de los avisados). Una confirmación anterior al aviso no es respuesta a él.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>By the service, category and severity they have now; an incident that touches several services is counted once, at its own.</source>
      <translation>Por el servicio, la categoría y la severidad que tienen ahora; un incidente que toca varios servicios cuenta una vez, en el suyo.</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>CI/CD pipeline</source>
      <translation>Pipeline de CI/CD</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>Called %1.</source>
      <translation>Se llamó a %1.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine.py"></location>
      <source>Choose a folder first.</source>
      <translation>Elige primero una carpeta.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>Choose one of the answers.</source>
      <translation>Elige una de las respuestas.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Comes back at %1</source>
      <translation>Vuelve a las %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Contact point: Webhook URL</source>
      <translation>Punto de contacto: URL del webhook</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Customer impact</source>
      <translation>Impacto en clientes</translation>
    </message>
    <message>
      <location filename="../../app/domain/case.py"></location>
      <source>Davidovic, Incident Metrics in SRE (Google, 2021)</source>
      <translation>Davidovic, Incident Metrics in SRE (Google, 2021)</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_decision.py"></location>
      <source>Decided by %1, without asking further.</source>
      <translation>Decidido por %1, sin preguntar más.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident.py"></location>
      <source>Declared as a drill</source>
      <translation>Declarado como simulacro</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>Declared: %1</source>
      <translation>Declarado: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>Do, Check, Decide, Notify, Wait, HTTP or Command</source>
      <translation>Do, Check, Decide, Notify, Wait, HTTP o Command</translation>
    </message>
    <message>
      <location filename="../../app/domain/drill.py"></location>
      <source>Drill: %1</source>
      <translation>Simulacro: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Drills, declined and merged incidents are in no figure; how many were left out is said.</source>
      <translation>Simulacros, rechazados y fusionados no están en ninguna cifra; se dice cuántos quedaron fuera.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Ended %1.</source>
      <translation>Terminado %1.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>Ended after %1 without an end of its own (time-out).</source>
      <translation>Terminado tras %1 sin acabar por sí mismo (tiempo agotado).</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>Ended the playbook “%1” early</source>
      <translation>Se terminó antes de tiempo el playbook «%1»</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_turn.py"></location>
      <source>Ended: #%1 is %2.</source>
      <translation>Terminado: #%1 está %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_turn.py"></location>
      <source>Ended: its conditions hold no more (%1).</source>
      <translation>Terminado: sus condiciones ya no se cumplen (%1).</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_turn.py"></location>
      <source>Ended: the workflow was switched off.</source>
      <translation>Terminado: el flujo de trabajo se apagó.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_turn.py"></location>
      <source>Ended: the workflow was taken out.</source>
      <translation>Terminado: el flujo de trabajo se quitó.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Error budget</source>
      <translation>Margen de error</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation.py"></location>
      <source>Escalate now</source>
      <translation>Escalar ya</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Escalated to level %1%2</source>
      <translation>Escalado al nivel %1%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Escalated to the last resort</source>
      <translation>Escalado al último recurso</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie_alert.py"></location>
      <source>Every alert would go; then it is the same incident. Leave one.</source>
      <translation>Se irían todas las alertas; entonces es el mismo incidente. Deja una.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/rota.py"></location>
      <source>Every event of this calendar was called off.</source>
      <translation>Todos los eventos de este calendario se anularon.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Every round went by without an answer</source>
      <translation>Pasaron todas las rondas sin respuesta</translation>
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
      <translation>Se esperaba %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/status_soundness.py"></location>
      <source>Expected 5m to 7d, or 0 for never.</source>
      <translation>Se esperaba de 5m a 7d, o 0 para nunca.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>Expected a condition such as {field: severity, is: SEV1}.</source>
      <translation>Se esperaba una condición como {field: severity, is: SEV1}.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>Expected a single value.</source>
      <translation>Se esperaba un solo valor.</translation>
    </message>
    <message>
      <location filename="../../app/operations/report.py"></location>
      <source>Expected an address such as mailto://user:word@example.org.</source>
      <translation>Se esperaba una dirección como mailto://user:word@example.org.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>Expected at least one %1.</source>
      <translation>Se esperaba al menos un %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>Expected at most %1 choices, each once.</source>
      <translation>Se esperaban como máximo %1 opciones, cada una una vez.</translation>
    </message>
    <message>
      <location filename="../../app/operations/feed.py"></location>
      <source>Expected at most %1 reminders.</source>
      <translation>Se esperaban como máximo %1 recordatorios.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>Expected one of: %1.</source>
      <translation>Se esperaba uno de: %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/status_soundness.py"></location>
      <source>Expected person:, team: or channel: and a name.</source>
      <translation>Se esperaba person:, team: o channel: y un nombre.</translation>
    </message>
    <message>
      <location filename="../../app/operations/followup.py"></location>
      <source>Follow-up changed: %1%2</source>
      <translation>Seguimiento cambiado: %1%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/task.py"></location>
      <source>From %1, of #%2 “%3”%4.</source>
      <translation>De %1, de #%2 «%3»%4.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>From now on pages go to you.</source>
      <translation>Desde ahora los avisos van a ti.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>From the record of who really was on call. Whoever is on call for two schedules at once is so once. A night (0 to 6), a weekend and a public holiday count each once, however little of it was served, by the schedule's zone and country.</source>
      <translation>Del registro de quién estuvo realmente de guardia. Quien está de guardia en dos calendarios a la vez lo está una vez. Una noche (0 a 6), un fin de semana y un festivo cuentan una vez cada uno, por poco que se hiciera, según la zona y el país del calendario.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>Gave it back</source>
      <translation>Lo devolvió</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>Gave it back: %1</source>
      <translation>Lo devolvió: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Given back; the next level is paged.</source>
      <translation>Devuelto; se avisa al nivel siguiente.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>Handed to %1</source>
      <translation>Pasado a %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>Handed to %1%2</source>
      <translation>Pasado a %1%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Handed to %1.</source>
      <translation>Pasado a %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>How long customers felt it.</source>
      <translation>Cuánto tiempo lo notaron los clientes.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>How long from noticing to the end.</source>
      <translation>Cuánto se tardó desde notarlo hasta el final.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>How long it hurt before anybody or anything noticed.</source>
      <translation>Cuánto dolió antes de que alguien o algo lo notara.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>How long until somebody said that they have it.</source>
      <translation>Cuánto se tardó en que alguien dijera que lo lleva.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup_plan.py"></location>
      <source>How many are kept is a number from 1 to %1.</source>
      <translation>Cuántas se conservan es un número de 1 a %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_custom.py"></location>
      <source>How many customers are hit? Expected a number such as 120.</source>
      <translation>¿A cuántos clientes afecta? Se esperaba un número como 120.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>ITIL 4, problem management</source>
      <translation>ITIL 4, problem management</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Impact lasts from impact started to mitigated (else resolved, else until now), as far as it lies in the window, on the incident's own service and on those it touched. Overlaps count once. Of several services: the mean. Incidents that do not say when impact began are counted apart.</source>
      <translation>El impacto dura desde su comienzo hasta mitigado (si no, resuelto; si no, hasta ahora), en lo que cae en la ventana, en el servicio propio del incidente y en los que tocó. Los solapes cuentan una vez. De varios servicios: la media. Los incidentes que no dicen cuándo empezó el impacto se cuentan aparte.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>Incident #%1 (%2%3): %4</source>
      <translation>Incidente #%1 (%2%3): %4</translation>
    </message>
    <message>
      <location filename="../../app/operations/report.py"></location>
      <source>Incident report</source>
      <translation>Informe de incidentes</translation>
    </message>
    <message>
      <location filename="../../app/operations/report.py"></location>
      <source>Incident report, %1</source>
      <translation>Informe de incidentes, %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Integration (routing) key</source>
      <translation>Clave de integración (routing)</translation>
    </message>
    <message>
      <location filename="../../app/operations/dispatch.py"></location>
      <source>It answered %1.</source>
      <translation>Respondió %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>It cannot have begun before 1970.</source>
      <translation>No puede haber empezado antes de 1970.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>It cannot have begun in the future.</source>
      <translation>No puede haber empezado en el futuro.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>It ended well (exit code 0).</source>
      <translation>Terminó bien (código de salida 0).</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>It ends before it begins.</source>
      <translation>Termina antes de empezar.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>It failed with exit code %1.</source>
      <translation>Falló con el código de salida %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>It is %1 already.</source>
      <translation>Ya está %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>It is %1 now.</source>
      <translation>Ahora está %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_decision.py"></location>
      <source>It is not approved; the rota stays as it is.</source>
      <translation>No se aprueba; el cuadrante se queda como está.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>It is open.</source>
      <translation>Está abierto.</translation>
    </message>
    <message>
      <location filename="../../app/domain/privacy.py"></location>
      <source>It is private: open Watchbill to read it.</source>
      <translation>Es privado: abre Watchbill para leerlo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>It is too late: the shift began.</source>
      <translation>Es demasiado tarde: el turno empezó.</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>It lies in the past.</source>
      <translation>Está en el pasado.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>It stood there already.</source>
      <translation>Ya estaba ahí.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>It was accepted; it only needs to be approved.</source>
      <translation>Se aceptó; solo falta aprobarlo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/delivery.py"></location>
      <source>It was answered before it was sent.</source>
      <translation>Se respondió antes de enviarlo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>It was linked already.</source>
      <translation>Ya estaba vinculado.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>It was resolved already.</source>
      <translation>Ya estaba resuelto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/inside.py"></location>
      <source>It was taken back before it was sent.</source>
      <translation>Se retiró antes de enviarse.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>It works, but far too slowly.</source>
      <translation>Funciona, pero demasiado lento.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>Its urgency is low: it waits for hours of work and for quiet hours to end.</source>
      <translation>Su urgencia es baja: espera al horario laboral y a que acaben las horas de silencio.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Kaplan &amp; Meier (1958); band by Brookmeyer &amp; Crowley (1982)</source>
      <translation>Kaplan &amp; Meier (1958); band by Brookmeyer &amp; Crowley (1982)</translation>
    </message>
    <message>
      <location filename="../../app/queries/diagnostics.py"></location>
      <source>Key here</source>
      <translation>Clave aquí</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Last resort</source>
      <translation>Último recurso</translation>
    </message>
    <message>
      <location filename="../../app/operations/trial.py"></location>
      <source>Let %1 send a test of its own: only it knows how it speaks.</source>
      <translation>Deja que %1 envíe una prueba propia: solo él sabe cómo habla.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Level %1</source>
      <translation>Nivel %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Level %1 again (%2 of %3)</source>
      <translation>Nivel %1 de nuevo (%2 de %3)</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>Level %1 notified %2 without %3, who had answered.</source>
      <translation>El nivel %1 avisó a %2 sin %3, que había respondido.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>Level %1 notifies %2, but was not reached: %3.</source>
      <translation>El nivel %1 avisa a %2, pero no se llegó a él: %3.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>Level %1 notifies %2: %3%4, %5.</source>
      <translation>El nivel %1 avisa a %2: %3%4, %5.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>Level %1 notifies %2; it was not reached.</source>
      <translation>El nivel %1 avisa a %2; no se llegó a él.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>Level %1 notifies one of %2 in turn: it was %3.</source>
      <translation>El nivel %1 avisa a uno de %2 por turno: fue %3.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>Line %1 has a step of this title already.</source>
      <translation>La línea %1 ya tiene un paso con este título.</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>Line %1: %2</source>
      <translation>Línea %1: %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>Maintenance is under way</source>
      <translation>Hay un mantenimiento en curso</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>Major outage</source>
      <translation>Caída grave</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>May be hit as well: %1</source>
      <translation>También puede verse afectado: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Mean, median and p90 (type 7 of Hyndman &amp; Fan, as numpy and spreadsheets do) of incidents that have both times; those that lack one, or whose times run backwards, are counted apart. The band holds the true median with 95 % confidence (order statistics, no assumption on the distribution; none of fewer than six).</source>
      <translation>Media, mediana y p90 (tipo 7 de Hyndman &amp; Fan, como numpy y las hojas de cálculo) de los incidentes que tienen ambas horas; los que no tienen alguna, o cuyas horas van hacia atrás, se cuentan aparte. La banda contiene la mediana verdadera con un 95 % de confianza (estadísticos de orden, sin suponer la distribución; ninguna con menos de seis).</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>Merged into %1%2</source>
      <translation>Fusionado en %1%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/pace.py"></location>
      <source>Messages wait %1 at most; 0 sends each by itself.</source>
      <translation>Los mensajes esperan %1 como máximo; 0 envía cada uno por separado.</translation>
    </message>
    <message>
      <location filename="../../app/queries/playbook.py"></location>
      <source>More than one playbook has %1 in its name: %2.</source>
      <translation>Más de un playbook tiene %1 en su nombre: %2.</translation>
    </message>
    <message>
      <location filename="../../app/queries/workflow.py"></location>
      <source>More than one workflow has %1 in its name: %2.</source>
      <translation>Más de un flujo de trabajo tiene %1 en su nombre: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>New pages go there. What you are paged for already stays with you until it is answered.</source>
      <translation>Los avisos nuevos van allí. Los que ya tienes siguen siendo tuyos hasta que se respondan.</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_tell.py"></location>
      <source>Next update by %1.</source>
      <translation>Próxima actualización antes de %1.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>No answer within %1 (time-out).</source>
      <translation>Sin respuesta en %1 (tiempo agotado).</translation>
    </message>
    <message>
      <location filename="../../app/operations/trial.py"></location>
      <source>No engine answers at %1. Is one running?</source>
      <translation>No responde ningún motor en %1. ¿Hay alguno en marcha?</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>No language model is set up; Settings, Assistant.</source>
      <translation>No hay ningún modelo de lenguaje configurado; Ajustes, Modelo de lenguaje.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>No level of %1 leads to %2.</source>
      <translation>Ningún nivel de %1 lleva a %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>No longer %1</source>
      <translation>Ya no es %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/snooze.py"></location>
      <source>No longer snoozed</source>
      <translation>Ya no está pospuesto</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>No mail can be sent from here; take the feed instead.</source>
      <translation>Desde aquí no se puede enviar correo; toma el feed.</translation>
    </message>
    <message>
      <location filename="../../app/operations/dispatch.py"></location>
      <source>No mail can be sent yet: name an address to send from (`watchbill status sender`).</source>
      <translation>Aún no se puede enviar correo: da una dirección desde la que enviar (`watchbill status sender`).</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_expiry.py"></location>
      <source>No manager approved it in time.</source>
      <translation>Ningún gestor lo aprobó a tiempo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>No page would reach you: you have no contact yet.</source>
      <translation>No te llegaría ningún aviso: aún no tienes contacto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>No playbook is made for such an incident.</source>
      <translation>Ningún playbook está hecho para un incidente así.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation.py"></location>
      <source>No policy: nobody is paged. Give the service a policy, or tell somebody yourself.</source>
      <translation>Sin política: no se avisa a nadie. Da una política al servicio, o informa tú a alguien.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>No such file</source>
      <translation>No existe ese archivo</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>No template fits this incident.</source>
      <translation>Ninguna plantilla encaja con este incidente.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket_turn.py"></location>
      <source>No ticket: %1</source>
      <translation>Sin ticket: %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/ticket.py"></location>
      <source>No tracker is set up yet: Settings, Trackers, or `watchbill tracker add`.</source>
      <translation>Aún no hay ningún gestor de tickets: Ajustes, Gestores de tickets, o `watchbill tracker add`.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>No tracker of yours has this address; add it in the settings first.</source>
      <translation>Ningún gestor de tickets vuestro tiene esta dirección; añádelo primero en los ajustes.</translation>
    </message>
    <message>
      <location filename="../../app/domain/fill.py"></location>
      <source>No turn begins in this span that could be given to somebody.</source>
      <translation>En este periodo no empieza ningún turno que se pueda dar a alguien.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>No user and password in an address: everybody who opens this would see them.</source>
      <translation>Ni usuario ni contraseña en una dirección: los vería todo el que abra esto.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>No whole answer within %1 (time-out).</source>
      <translation>Sin respuesta completa en %1 (tiempo agotado).</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>Nobody accepted it yet.</source>
      <translation>Nadie lo aceptó todavía.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_expiry.py"></location>
      <source>Nobody answered in time.</source>
      <translation>Nadie respondió a tiempo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>Nobody could approve: this team has no manager.</source>
      <translation>Nadie podría aprobar: este equipo no tiene gestor.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Nobody had it.</source>
      <translation>Nadie lo llevaba.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Nobody has it</source>
      <translation>No lo lleva nadie</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Nobody has written anything for %1</source>
      <translation>Nadie ha escrito nada desde hace %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Nobody is %1 at the moment.</source>
      <translation>Nadie es %1 en este momento.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <source>Nobody is %1 at the moment: fill the role, or skip this step.</source>
      <translation>Nadie es %1 en este momento: cubre el papel, o salta este paso.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Nobody is %1 now.</source>
      <translation>Ahora nadie es %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>Nobody is named at %1; expected a person.</source>
      <translation>No se nombra a nadie en %1; se esperaba una persona.</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>Nobody is on call for %1</source>
      <translation>Nadie está de guardia para %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/last_resort.py"></location>
      <source>Nobody of the last resort of policy %1 can be reached</source>
      <translation>No se puede localizar a nadie del último recurso de la política %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source>Nobody said yes within %1.</source>
      <translation>Nadie dijo que sí en %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>Nobody was asked so.</source>
      <translation>No se pidió a nadie así.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>Nobody was named for this cover.</source>
      <translation>No se nombró a nadie para esta sustitución.</translation>
    </message>
    <message>
      <location filename="../../app/operations/page_more.py"></location>
      <source>Nobody was paged.%1</source>
      <translation>No se avisó a nadie.%1</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>Nobody was paged: the incident has no policy.</source>
      <translation>No se avisó a nadie: el incidente no tiene política.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>None of these.</source>
      <translation>Ninguna de estas.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>None was under way.</source>
      <translation>No había ninguno en curso.</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <source>Not of problem P%1 after all: %2</source>
      <translation>Al final no es del problema P%1: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/stir.py"></location>
      <source>Not run: %1 workflows have set each other off already.</source>
      <translation>No se ejecutó: %1 flujos de trabajo ya se han puesto en marcha unos a otros.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_step.py"></location>
      <source>Not run: %1.</source>
      <translation>No se ejecutó: %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_turn.py"></location>
      <source>Not run: it ran %1 times in this incident within an hour already.</source>
      <translation>No se ejecutó: ya se ejecutó %1 veces en este incidente en una hora.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_turn.py"></location>
      <source>Not run: it ran %1 times within an hour already.</source>
      <translation>No se ejecutó: ya se ejecutó %1 veces en una hora.</translation>
    </message>
    <message>
      <location filename="../../app/operations/stir.py"></location>
      <source>Not run: it was set off by what it did itself, and would go on for ever.</source>
      <translation>No se ejecutó: lo puso en marcha lo que hizo él mismo, y seguiría para siempre.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>Nothing answers at %1, port %2: the connection was refused. Is PostgreSQL running there, and does it listen on the network?</source>
      <translation>Nada responde en %1, puerto %2: la conexión fue rechazada. ¿Está PostgreSQL en marcha allí, y escucha en la red?</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Nothing depends on it.</source>
      <translation>Nada depende de él.</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>Nothing in it was said between %1 and %2 UTC; it goes from %3 to %4 UTC.</source>
      <translation>Nada de ahí se dijo entre %1 y %2 UTC; va de %3 a %4 UTC.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Nothing is planned on record.</source>
      <translation>No consta nada previsto.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Nothing is written down yet.</source>
      <translation>Aún no hay nada anotado.</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>Nothing leaves a sample team.</source>
      <translation>De un equipo de ejemplo no sale nada.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <source>Nothing was run: this team is made up.</source>
      <translation>No se ejecutó nada: este equipo es inventado.</translation>
    </message>
    <message>
      <location filename="../../app/queries/feed.py"></location>
      <source>On call: %1</source>
      <translation>De guardia: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>On the wall clock of the zone shown; the hour that comes twice in autumn counts twice.</source>
      <translation>En el reloj de pared de la zona mostrada; la hora que llega dos veces en otoño cuenta dos veces.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>On-call load</source>
      <translation>Carga de guardias</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>On-call pay</source>
      <translation>Pago de guardias</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>Only a manager of the team may decide this.</source>
      <translation>Solo un gestor del equipo puede decidir esto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <source>Only a person of the team can approve this; say who you are first.</source>
      <translation>Solo una persona del equipo puede aprobar esto; di primero quién eres.</translation>
    </message>
    <message>
      <location filename="../../app/operations/annotation.py"></location>
      <source>Only notes can be edited; everything else is the record of what was.</source>
      <translation>Solo se pueden editar las notas; todo lo demás es el registro de lo que hubo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>Only shifts that have not begun can be swapped.</source>
      <translation>Solo se pueden intercambiar turnos que no han empezado.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>Only whose shift it is, or a manager, may take it back.</source>
      <translation>Solo puede retirarlo quien tiene el turno, o un gestor.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Opened #%1.</source>
      <translation>Se abrió #%1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Opened #%1: %2</source>
      <translation>Se abrió #%1: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_alert.py"></location>
      <source>Opened by an alert%1%2</source>
      <translation>Abierto por una alerta%1%2</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Or, to post to one address only</source>
      <translation>O, para enviar a una sola dirección</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Or, with the key in the address</source>
      <translation>O, con la clave en la dirección</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Outgoing webhook: URL</source>
      <translation>Webhook saliente: URL</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Over at %1</source>
      <translation>Terminado a las %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source>Owner: %1</source>
      <translation>Owner: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/page_more.py"></location>
      <source>Paged %1.%2</source>
      <translation>Se avisó a %1.%2</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>PagerDuty Insights, definitions of business, off and sleep hours</source>
      <translation>PagerDuty Insights, definitions of business, off and sleep hours</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Pages by %1 from now on.</source>
      <translation>Desde ahora avisa según %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/page_more.py"></location>
      <source>Paging %1</source>
      <translation>Avisando a %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Paging %1 by %2</source>
      <translation>Avisando a %1 por %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/page.py"></location>
      <source>Paging %1 by %2: %3 Now by %4.</source>
      <translation>Avisando a %1 por %2: %3 Ahora por %4.</translation>
    </message>
    <message>
      <location filename="../../app/operations/page.py"></location>
      <source>Paging %1 by %2: %3 There is no other contact to use.</source>
      <translation>Avisando a %1 por %2: %3 No hay otro contacto que usar.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>Part of %1</source>
      <translation>Parte de %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>Partial outage</source>
      <translation>Caída parcial</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_step.py"></location>
      <source>Passed over: %1.</source>
      <translation>Se saltó: %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>Policy %1 has no last_resort: when all rounds fail, the managers of the service's team are paged, or its members; without a team, nobody.</source>
      <translation>La política %1 no tiene last_resort: cuando fallan todas las rondas, se avisa a los responsables del equipo del servicio o, si no los hay, a sus miembros; sin equipo, a nadie.</translation>
    </message>
    <message>
      <location filename="../../app/operations/last_resort.py"></location>
      <source>Policy %1 names no last resort</source>
      <translation>La política %1 no nombra ningún último recurso</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>Posted %1%2%3.</source>
      <translation>Se publicó %1%2%3.</translation>
    </message>
    <message>
      <location filename="../../app/queries/diagnostics.py"></location>
      <source>PostgreSQL %1</source>
      <translation>PostgreSQL %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>PostgreSQL says: %1</source>
      <translation>PostgreSQL dice: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/privacy.py"></location>
      <source>Private incident</source>
      <translation>Incidente privado</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <source>Problem P%1 is behind it: %2</source>
      <translation>El problema P%1 está detrás: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <source>Problem P%1 was removed: %2</source>
      <translation>El problema P%1 se quitó: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>Related to %1</source>
      <translation>Relacionado con %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>Related to %1.</source>
      <translation>Relacionado con %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_stage.py"></location>
      <source>Reopened: %1</source>
      <translation>Reabierto: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>Request %1 asks for this time already; take it back first.</source>
      <translation>La petición %1 ya pide este tiempo; retírala primero.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>Review begun</source>
      <translation>Revisión empezada</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>Review is ready to be read</source>
      <translation>La revisión está lista para leer</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>Review opened again</source>
      <translation>Revisión abierta de nuevo</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>Review published</source>
      <translation>Revisión publicada</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source>Run it</source>
      <translation>Ejecutarlo</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>S(t) = product over t_i &lt;= t of (1 - resolved at t_i / lasting until t_i)</source>
      <translation>S(t) = producto sobre t_i &lt;= t de (1 - resueltos en t_i / que duran hasta t_i)</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>SNS subscription: HTTPS endpoint</source>
      <translation>Suscripción SNS: punto HTTPS</translation>
    </message>
    <message>
      <location filename="../../app/queries/diagnostics.py"></location>
      <source>SQLite %1</source>
      <translation>SQLite %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>Say first who you are: only people of the team can ask each other.</source>
      <translation>Di primero quién eres: solo la gente del equipo puede pedirse cosas.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>Say first who you are: only people of the team can take the pager.</source>
      <translation>Di primero quién eres: solo la gente del equipo puede tomar el busca.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>Say how long to wait: a line “For: 10m” below the heading.</source>
      <translation>Di cuánto esperar: una línea “For: 10m” bajo el encabezado.</translation>
    </message>
    <message>
      <location filename="../../app/operations/task.py"></location>
      <source>Say in a few words what is to be done.</source>
      <translation>Di en pocas palabras qué hay que hacer.</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <source>Say in a few words what is wrong underneath.</source>
      <translation>Di en pocas palabras qué falla en el fondo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>Say in a few words what will be done.</source>
      <translation>Di en pocas palabras qué se hará.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>Say what %1 is.</source>
      <translation>Di qué es %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>Say what it is held against.</source>
      <translation>Di con qué se compara.</translation>
    </message>
    <message>
      <location filename="../../app/operations/channel.py"></location>
      <source>Say where it is first: the address.</source>
      <translation>Di primero dónde está: la dirección.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow.py"></location>
      <source>Say which address is called, such as https://example.org/in.</source>
      <translation>Di a qué dirección se llama, por ejemplo https://example.org/in.</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>Say which channel; at that time %1.</source>
      <translation>Di qué canal; en ese momento %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>Say which hours: {from: ..., to: ...}.</source>
      <translation>Di qué horas: {from: ..., to: ...}.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>Say which.</source>
      <translation>Di cuál.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_decision.py"></location>
      <source>Say who shall take it.</source>
      <translation>Di quién debe tomarlo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>Say whom to tell: “To: incident commander” or “To: person:ana, team:platform”.</source>
      <translation>Di a quién informar: “To: incident commander” o “To: person:ana, team:platform”.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>Say whom.</source>
      <translation>Di a quién.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_clock.py"></location>
      <source>Say why: the reason and the first value stay in the timeline.</source>
      <translation>Di por qué: el motivo y el primer valor quedan en la cronología.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Scope: log(1 + customers) / log(1 + 10,000) where customers were counted, else 1/2 for one service and 1/6 for each other; severity: 1, 0.6, 0.3, 0.1 for SEV1 to SEV4; duration: log(1 + minutes of impact) / log(1 + 480). Each factor is 1 at most.</source>
      <translation>Alcance: log(1 + clientes) / log(1 + 10,000) donde se contaron clientes; si no, 1/2 por un servicio y 1/6 por cada otro; severidad: 1, 0.6, 0.3, 0.1 para SEV1 a SEV4; duración: log(1 + minutos de impacto) / log(1 + 480). Cada factor es 1 como máximo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>Servers, disks, network, power: something is down.</source>
      <translation>Servidores, discos, red, corriente: algo está caído.</translation>
    </message>
    <message>
      <location filename="../../app/operations/shadow.py"></location>
      <source>Shadow of %1: %2 is paged for #%3 %4</source>
      <translation>Acompañante de %1: se avisa a %2 por #%3 %4</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source>Shell: yes</source>
      <translation>Shell: yes</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Since %1, %2 %3</source>
      <translation>Desde %1, %2 %3</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>Slow or faulty</source>
      <translation>Lento o con fallos</translation>
    </message>
    <message>
      <location filename="../../app/operations/snooze.py"></location>
      <source>Snoozed until %1 UTC%2</source>
      <translation>Pospuesto hasta %1 UTC%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie_alert.py"></location>
      <source>Some of these alerts do not belong to #%1.</source>
      <translation>Algunas de estas alertas no son de #%1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>Some services are down</source>
      <translation>Algunos servicios están caídos</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>Some services are partly down</source>
      <translation>Algunos servicios están caídos en parte</translation>
    </message>
    <message>
      <location filename="../../app/domain/status.py"></location>
      <source>Some services are slow or faulty</source>
      <translation>Algunos servicios van lentos o con fallos</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>Somebody accepted it already.</source>
      <translation>Alguien ya lo aceptó.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_case.py"></location>
      <source>Somebody answered meanwhile; it was read again.</source>
      <translation>Alguien respondió mientras tanto; se volvió a leer.</translation>
    </message>
    <message>
      <location filename="../../app/operations/edit.py"></location>
      <location filename="../../app/operations/update_template.py"></location>
      <source>Somebody changed %1 meanwhile; it was read again.</source>
      <translation>Alguien cambió %1 mientras tanto; se volvió a leer.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_form.py"></location>
      <source>Somebody changed the form meanwhile; look at it again, then save.</source>
      <translation>Alguien cambió el formulario mientras tanto; míralo de nuevo y guarda.</translation>
    </message>
    <message>
      <location filename="../../app/operations/followup.py"></location>
      <source>Somebody changed this follow-up meanwhile; it was read again.</source>
      <translation>Alguien cambió este seguimiento mientras tanto; se volvió a leer.</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>Somebody changed this maintenance meanwhile; it was read again.</source>
      <translation>Alguien cambió este mantenimiento mientras tanto; se volvió a leer.</translation>
    </message>
    <message>
      <location filename="../../app/operations/annotation.py"></location>
      <source>Somebody changed this note meanwhile; it was read again.</source>
      <translation>Alguien cambió esta nota mientras tanto; se volvió a leer.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>Somebody changed this tracker meanwhile; it was read again.</source>
      <translation>Alguien cambió este gestor de tickets mientras tanto; se volvió a leer.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>Somebody had it at %1, after %2</source>
      <translation>Alguien lo llevaba a las %1, tras %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>Somebody saw, took or changed what they should not have.</source>
      <translation>Alguien vio, tomó o cambió lo que no debía.</translation>
    </message>
    <message>
      <location filename="../../app/operations/contact.py"></location>
      <source>Somebody took the contact %1 out meanwhile.</source>
      <translation>Alguien quitó el contacto %1 mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/edit.py"></location>
      <source>Somebody took this %1 out meanwhile.</source>
      <translation>Alguien quitó este %1 mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/channel.py"></location>
      <source>Somebody took this channel out meanwhile.</source>
      <translation>Alguien quitó este canal mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/proof.py"></location>
      <source>Somebody took this contact out meanwhile.</source>
      <translation>Alguien quitó este contacto mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/trial.py"></location>
      <source>Somebody took this integration out meanwhile.</source>
      <translation>Alguien quitó esta integración mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/playbook.py"></location>
      <source>Somebody took this playbook out meanwhile.</source>
      <translation>Alguien quitó este playbook mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>Somebody we depend on is down: a provider, a partner.</source>
      <translation>Alguien de quien dependemos está caído: un proveedor, un socio.</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>Somebody, probably you, asked that this address be told of news from %1.
If it was you, say so here; otherwise do nothing, and you will not hear from us again:
</source>
      <translation>Alguien, probablemente tú, pidió que esta dirección reciba noticias de %1.
Si fuiste tú, dilo aquí; si no, no hagas nada y no volverás a saber de nosotros:
</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>Split off from #%1 again</source>
      <translation>Separado de #%1 otra vez</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>Split off from %1%2</source>
      <translation>Separado de %1%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_stage.py"></location>
      <source>Stage %1 → %2</source>
      <translation>Fase %1 → %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>Started the playbook “%1”</source>
      <translation>Se empezó el playbook «%1»</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_run.py"></location>
      <source>Started the workflow “%1”</source>
      <translation>Se empezó el flujo de trabajo «%1»</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Started “%1” (%2).</source>
      <translation>Se empezó «%1» (%2).</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>Status updates</source>
      <translation>Actualizaciones de estado</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>Step for %1: %2</source>
      <translation>Paso para %1: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_run.py"></location>
      <source>Stopped by %1.</source>
      <translation>Parado por %1.</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Subscribe to updates: Webhook URL</source>
      <translation>Suscribirse a actualizaciones: URL del webhook</translation>
    </message>
    <message>
      <location filename="../../app/notify/sender.py"></location>
      <source>Subscribers are written to by mail; %1.</source>
      <translation>A los suscriptores se les escribe por correo; %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>TLS with %1 failed, its certificate is not trusted here: %2</source>
      <translation>TLS con %1 falló, aquí no se confía en su certificado: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>Taken back by %1.</source>
      <translation>Retirado por %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_update.py"></location>
      <source>Taken off the status page</source>
      <translation>Quitado de la página de estado</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_field.py"></location>
      <source>Talk at %1</source>
      <translation>Se habla en %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/followup.py"></location>
      <source>Task becomes a follow-up: %1</source>
      <translation>La tarea se vuelve seguimiento: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>Telling %1</source>
      <translation>Informando a %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/trial.py"></location>
      <source>Test alert from Watchbill</source>
      <translation>Alerta de prueba de Watchbill</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>That database was written by a newer Watchbill. Please update this program first.</source>
      <translation>Esa base de datos la escribió un Watchbill más nuevo. Actualiza primero este programa.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>The %1 has %2 characters; %3 is the most.</source>
      <translation>%1 tiene %2 caracteres; %3 es lo máximo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>The SLO is kept while nothing is overspent. Windows are elapsed time: a day on which clocks change has 23 or 25 hours.</source>
      <translation>El SLO se cumple mientras no se gasta de más. Las ventanas son tiempo transcurrido: un día con cambio de hora tiene 23 o 25 horas.</translation>
    </message>
    <message>
      <location filename="../../app/operations/followup.py"></location>
      <source>The action items have no list; begin each line with “- ”.</source>
      <translation>Las acciones no tienen lista; empieza cada línea con “- ”.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>The address begins with https:// (or http://) and has no blanks.</source>
      <translation>La dirección empieza por https:// (o http://) y no tiene espacios.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>The address is another one now: type the token once more.</source>
      <translation>La dirección es ahora otra: escribe el token una vez más.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>The bridge is %1.</source>
      <translation>La sala es %1.</translation>
    </message>
    <message>
      <location filename="../../app/notify/errand.py"></location>
      <source>The call failed: %1.</source>
      <translation>La llamada falló: %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>The cause is the problem an incident is linked to; else its service, with the same category or a title alike (at least 60 % of the trigrams of its words in common, numbers taken as one). Incidents of the days before the window are looked at, too.</source>
      <translation>La causa es el problema al que está vinculado un incidente; si no, su servicio, con la misma categoría o un título parecido (al menos un 60 % de los trigramas de sus palabras en común, con los números como uno solo). También se miran los incidentes de los días anteriores a la ventana.</translation>
    </message>
    <message>
      <location filename="../../app/operations/channel.py"></location>
      <source>The channel %1 has no address yet; expected one.</source>
      <translation>El canal %1 aún no tiene dirección; se esperaba una.</translation>
    </message>
    <message>
      <location filename="../../app/operations/notice_delivery.py"></location>
      <source>The contact it was for was removed.</source>
      <translation>El contacto al que iba se quitó.</translation>
    </message>
    <message>
      <location filename="../../ui/bridge.py"></location>
      <source>The database is not open yet.</source>
      <translation>La base de datos aún no está abierta.</translation>
    </message>
    <message>
      <location filename="../../app/operations/drill.py"></location>
      <source>The drill is over.</source>
      <translation>El simulacro ha terminado.</translation>
    </message>
    <message>
      <location filename="../../app/operations/trial.py"></location>
      <source>The engine at %1 did not take it (%2 %3).</source>
      <translation>El motor en %1 no la aceptó (%2 %3).</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_step.py"></location>
      <source>The engine ended while it was at it; it may have been done. Look there.</source>
      <translation>El motor terminó mientras estaba en ello; puede haberse hecho. Míralo allí.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>The file is damaged: %1</source>
      <translation>El archivo está dañado: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>The first line is a method and an address: %1 https://…</source>
      <translation>La primera línea es un método y una dirección: %1 https://…</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>The first line is the name, such as “# Database is down”.</source>
      <translation>La primera línea es el nombre, por ejemplo “# Database is down”.</translation>
    </message>
    <message>
      <location filename="../../app/queries/guide.py"></location>
      <source>The guide has no page %1; it has: %2.</source>
      <translation>La guía no tiene la página %1; tiene: %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>The host must be written out, not filled in.</source>
      <translation>El servidor debe estar escrito, no rellenado.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>The incident</source>
      <translation>El incidente</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_step.py"></location>
      <source>The incident's policy cannot be followed: nobody more is paged by it.</source>
      <translation>La política del incidente no se puede seguir: ya no avisa a nadie más.</translation>
    </message>
    <message>
      <location filename="../../app/operations/key.py"></location>
      <source>The key comes from %1 here, which would be the old one at the next start; bring it with `db key import`, take the variable away, and try again.</source>
      <translation>La clave viene aquí de %1, que sería la vieja al volver a empezar; tráela con `db key import`, quita la variable e inténtalo de nuevo.</translation>
    </message>
    <message>
      <location filename="../../app/vault.py"></location>
      <source>The key on this machine is not the one this was sealed with.</source>
      <translation>La clave de este equipo no es la que selló esto.</translation>
    </message>
    <message>
      <location filename="../../app/vault.py"></location>
      <source>The key that opens contacts and integration keys is not on this machine. Bring it with `watchbill db key import`, or set WATCHBILL_KEY; everything else works without it.</source>
      <translation>La clave que abre contactos y claves de integración no está en este equipo. Tráela con `watchbill db key import`, o pon WATCHBILL_KEY; todo lo demás funciona sin ella.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_call.py"></location>
      <source>The key that opens this address is not on this machine.</source>
      <translation>La clave que abre esta dirección no está en este equipo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>The language model does not take this key%1.</source>
      <translation>El modelo de lenguaje no acepta esta clave%1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>The language model is busy (%1)%2; try again later.</source>
      <translation>El modelo de lenguaje está ocupado (%1)%2; inténtalo más tarde.</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>The language model refused (%1)%2.</source>
      <translation>El modelo de lenguaje se negó (%1)%2.</translation>
    </message>
    <message>
      <location filename="../../app/queries/incident_story.py"></location>
      <source>The next level</source>
      <translation>El nivel siguiente</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_update.py"></location>
      <source>The next update cannot be promised for the past.</source>
      <translation>La próxima actualización no se puede prometer para el pasado.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>The pager can be taken for 30 minutes to 8 hours.</source>
      <translation>El busca se puede tomar de 30 minutos a 8 horas.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>The password for %1 is wrong, or there is no such user.</source>
      <translation>La contraseña de %1 es incorrecta, o no existe ese usuario.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>The program itself must be written out, not filled in.</source>
      <translation>El propio programa debe estar escrito, no rellenado.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source>The question is not there any more.</source>
      <translation>La pregunta ya no existe.</translation>
    </message>
    <message>
      <location filename="../../app/operations/attachment.py"></location>
      <source>The same file was kept at the same moment.</source>
      <translation>El mismo archivo se guardó en el mismo momento.</translation>
    </message>
    <message>
      <location filename="../../app/queries/plan.py"></location>
      <source>The service %1 has no policy: nobody would be paged.</source>
      <translation>El servicio %1 no tiene política: no se avisaría a nadie.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>The shift changed meanwhile, so this has ended.</source>
      <translation>El turno cambió mientras tanto, así que esto terminó.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_case.py"></location>
      <source>The shift changed since it was asked for.</source>
      <translation>El turno cambió desde que se pidió.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review_template.py"></location>
      <source>The template has %1 characters; %2 is the most.</source>
      <translation>La plantilla tiene %1 caracteres; %2 es lo máximo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/review.py"></location>
      <location filename="../../app/operations/followup.py"></location>
      <source>The text has %1 characters; %2 is the most.</source>
      <translation>El texto tiene %1 caracteres; %2 es lo máximo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>The title has %1 characters; %2 is the most.</source>
      <translation>El título tiene %1 caracteres; %2 es lo máximo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>The title has at most %1 characters, the text %2.</source>
      <translation>El título tiene como máximo %1 caracteres, el texto %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker_spec.py"></location>
      <source>The tracker %1 has no token yet; expected one.</source>
      <translation>El gestor de tickets %1 aún no tiene token; se esperaba uno.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>The value of %1 has line breaks or is too long for one value.</source>
      <translation>El valor de %1 tiene saltos de línea o es demasiado largo para un valor.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>The work</source>
      <translation>El trabajo</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>The workflow “%1” asks for you.</source>
      <translation>El flujo de trabajo «%1» te llama.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review_template.py"></location>
      <source>There are %1 templates already; remove one first.</source>
      <translation>Ya hay %1 plantillas; quita una primero.</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>There are two %1 called %2.</source>
      <translation>Hay dos %1 llamados %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>There is a review of #%1 already.</source>
      <translation>Ya hay una revisión de #%1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/token.py"></location>
      <source>There is a token called %1 already; revoke it first.</source>
      <translation>Ya hay un token llamado %1; revócalo primero.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>There is a tracker %1 already.</source>
      <translation>Ya hay un gestor de tickets %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/edit.py"></location>
      <source>There is already a %1 called %2.</source>
      <translation>Ya hay un %1 llamado %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/channel.py"></location>
      <source>There is already a channel called %1.</source>
      <translation>Ya hay un canal llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/component.py"></location>
      <source>There is already a component called %1.</source>
      <translation>Ya hay un componente llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/stakeholder.py"></location>
      <source>There is already a group called %1.</source>
      <translation>Ya hay un grupo llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_view.py"></location>
      <source>There is already a page called %1.</source>
      <translation>Ya hay una página llamada %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/people.py"></location>
      <source>There is already a person called %1.</source>
      <translation>Ya hay una persona llamada %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/playbook.py"></location>
      <source>There is already a playbook called %1.</source>
      <translation>Ya hay un playbook llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/policy.py"></location>
      <source>There is already a policy called %1.</source>
      <translation>Ya hay una política llamada %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/rota.py"></location>
      <source>There is already a schedule called %1.</source>
      <translation>Ya hay un calendario llamado %1.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/writes.py"></location>
      <source>There is already a schedule called %1; expected another name.</source>
      <translation>Ya hay un calendario llamado %1; se esperaba otro nombre.</translation>
    </message>
    <message>
      <location filename="../../app/operations/service.py"></location>
      <source>There is already a service called %1.</source>
      <translation>Ya hay un servicio llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/team.py"></location>
      <source>There is already a team called %1.</source>
      <translation>Ya hay un equipo llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow.py"></location>
      <source>There is already a workflow called %1.</source>
      <translation>Ya hay un flujo de trabajo llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/integration.py"></location>
      <source>There is already an integration called %1.</source>
      <translation>Ya hay una integración llamada %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/edit.py"></location>
      <location filename="../../app/operations/workflow_act.py"></location>
      <location filename="../../app/queries/dry_run.py"></location>
      <source>There is no %1 called %2 any more.</source>
      <translation>Ya no hay ningún %1 llamado %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <location filename="../../app/operations/feed.py"></location>
      <source>There is no %1 called %2%3</source>
      <translation>No hay %1 que se llame %2%3</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>There is no %1 called %2.</source>
      <translation>No hay %1 que se llame %2.</translation>
    </message>
    <message>
      <location filename="../../app/queries/named.py"></location>
      <source>There is no %1 called %2.%3</source>
      <translation>No hay %1 que se llame %2.%3</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>There is no PostgreSQL socket in %1.</source>
      <translation>No hay ningún socket de PostgreSQL en %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>There is no channel %1 in it; %2.</source>
      <translation>No contiene ningún canal %1; %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_call.py"></location>
      <source>There is no channel called %1 any more.</source>
      <translation>Ya no hay ningún canal llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>There is no condition in here.</source>
      <translation>Aquí no hay ninguna condición.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>There is no database %1 on %2. Make it there: createdb %3</source>
      <translation>No hay base de datos %1 en %2. Créala allí: createdb %3</translation>
    </message>
    <message>
      <location filename="../../app/operations/drill.py"></location>
      <location filename="../../app/queries/drill.py"></location>
      <source>There is no drill %1.</source>
      <translation>No hay ningún simulacro %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>There is no edition %1 of this review.</source>
      <translation>No hay ninguna edición %1 de esta revisión.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/text.py"></location>
      <source>There is no event in this iCalendar file.</source>
      <translation>No hay ningún evento en este archivo iCalendar.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_custom.py"></location>
      <source>There is no field called %1; there are: %2.</source>
      <translation>No hay ningún campo llamado %1; existen: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>There is no file %1.</source>
      <translation>No hay ningún archivo %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/attachment.py"></location>
      <source>There is no file to keep.</source>
      <translation>No hay ningún archivo que guardar.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>There is no folder %1 to put the backup in.</source>
      <translation>No existe la carpeta %1 donde poner la copia.</translation>
    </message>
    <message>
      <location filename="../../app/queries/followup.py"></location>
      <source>There is no follow-up %1.</source>
      <translation>No hay ningún seguimiento %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_tell.py"></location>
      <source>There is no group called %1 any more.</source>
      <translation>Ya no hay ningún grupo llamado %1.</translation>
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
      <translation>No hay ningún incidente #%1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>There is no machine called %1.</source>
      <translation>No hay ningún equipo llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/queries/review.py"></location>
      <source>There is no one template %1; there are: %2.</source>
      <translation>No hay una única plantilla %1; existen: %2.</translation>
    </message>
    <message>
      <location filename="../../app/queries/playbook.py"></location>
      <source>There is no playbook called %1; `watchbill playbook list` shows all.</source>
      <translation>No hay ningún playbook llamado %1; `watchbill playbook list` los muestra todos.</translation>
    </message>
    <message>
      <location filename="../../app/queries/plan.py"></location>
      <source>There is no policy or service called %1.</source>
      <translation>No hay ninguna política ni servicio llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <location filename="../../app/queries/problem.py"></location>
      <source>There is no problem P%1.</source>
      <translation>No hay ningún problema P%1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>There is no problem called %1.</source>
      <translation>No hay ningún problema llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_case.py"></location>
      <location filename="../../app/queries/request.py"></location>
      <source>There is no request %1.</source>
      <translation>No hay ninguna petición %1.</translation>
    </message>
    <message>
      <location filename="../../app/queries/review.py"></location>
      <source>There is no review of #%1; `watchbill review draft %2`.</source>
      <translation>No hay revisión de #%1; `watchbill review draft %2`.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_field.py"></location>
      <source>There is no room to talk any more</source>
      <translation>Ya no hay sala para hablar</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>There is no rotation called %1 any more.</source>
      <translation>Ya no hay ninguna rotación llamada %1.</translation>
    </message>
    <message>
      <location filename="../../app/queries/oncall.py"></location>
      <source>There is no schedule called %1%2</source>
      <translation>No hay ningún calendario llamado %1%2</translation>
    </message>
    <message>
      <location filename="../../app/queries/status_public.py"></location>
      <source>There is no status page called %1 that can be seen.</source>
      <translation>No hay ninguna página de estado visible llamada %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>There is no status page called %1.</source>
      <translation>No hay ninguna página de estado llamada %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>There is no such incident.</source>
      <translation>No existe ese incidente.</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>There is no such person.</source>
      <translation>No existe esa persona.</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_update.py"></location>
      <source>There is no template %1; there are: %2.</source>
      <translation>No hay ninguna plantilla %1; existen: %2.</translation>
    </message>
    <message>
      <location filename="../../app/queries/workflow_update.py"></location>
      <source>There is no template called %1 any more.</source>
      <translation>Ya no hay ninguna plantilla llamada %1.</translation>
    </message>
    <message>
      <location filename="../../app/queries/ticket.py"></location>
      <source>There is no ticket %1.</source>
      <translation>No hay ningún ticket %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>There is no time zone %1; expected an IANA name such as Europe/Madrid%2</source>
      <translation>No existe la zona horaria %1; se esperaba un nombre IANA como Europe/Madrid%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/token.py"></location>
      <source>There is no token called %1.</source>
      <translation>No hay ningún token llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/queries/ticket.py"></location>
      <source>There is no tracker %1; there are: %2.</source>
      <translation>No hay ningún gestor de tickets %1; existen: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>There is no tracker called %1.</source>
      <translation>No hay ningún gestor de tickets llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>There is no user %1 on %2.</source>
      <translation>No hay usuario %1 en %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>There is no workflow called %1 any more.</source>
      <translation>Ya no hay ningún flujo de trabajo llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow.py"></location>
      <source>There is no workflow called %1.</source>
      <translation>No hay ningún flujo de trabajo llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/queries/workflow.py"></location>
      <source>There is no workflow called %1; `watchbill workflow list` shows all.</source>
      <translation>No hay ningún flujo de trabajo llamado %1; `watchbill workflow list` los muestra todos.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>There is nobody called %1 any more.</source>
      <translation>Ya no hay nadie llamado %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_custom.py"></location>
      <location filename="../../app/queries/plan.py"></location>
      <source>There is nobody called %1 in this team.</source>
      <translation>No hay nadie llamado %1 en este equipo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/responder.py"></location>
      <source>There is nobody to ask: nobody is on call, or the team has no members.</source>
      <translation>No hay a quién pedir: nadie está de guardia, o el equipo no tiene miembros.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>There is nobody to ask; expected people of the team.</source>
      <translation>No hay a quién pedir; se esperaba gente del equipo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_words.py"></location>
      <source>There is nobody to page on any level</source>
      <translation>No hay a quién avisar en ningún nivel</translation>
    </message>
    <message>
      <location filename="../../app/domain/fill.py"></location>
      <source>There is nobody whom these turns could be given to.</source>
      <translation>No hay nadie a quien dar estos turnos.</translation>
    </message>
    <message>
      <location filename="../../app/operations/annotation.py"></location>
      <source>There is nothing left of the note.</source>
      <translation>No queda nada de la nota.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>There is nothing to choose from; expected choices.</source>
      <translation>No hay nada que elegir; se esperaban opciones.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident.py"></location>
      <source>There is nothing to note.</source>
      <translation>No hay nada que anotar.</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_update.py"></location>
      <source>There is nothing to say yet.</source>
      <translation>Aún no hay nada que decir.</translation>
    </message>
    <message>
      <location filename="../../app/operations/review.py"></location>
      <source>There is nothing to say.</source>
      <translation>No hay nada que decir.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>There is nothing to try again.</source>
      <translation>No hay nada que reintentar.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>These are %1 categories; %2 is the most.</source>
      <translation>Son %1 categorías; %2 es lo máximo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>These are %1 fields; %2 is the most.</source>
      <translation>Son %1 campos; %2 es lo máximo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/attachment.py"></location>
      <source>These are %1 files; %2 at once is the most.</source>
      <translation>Son %1 archivos; %2 a la vez es lo máximo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>These are %1 messages; name a channel or a shorter time.</source>
      <translation>Son %1 mensajes; nombra un canal o un tiempo más corto.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>These are more than %1 steps; make it two.</source>
      <translation>Son más de %1 pasos; haz dos.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>These are more than %1; make it two workflows.</source>
      <translation>Son más de %1; haz dos flujos de trabajo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>These are no hours: %1.</source>
      <translation>Estas no son horas: %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>These branches are more than %1 deep; expected a shorter way.</source>
      <translation>Estas ramas pasan de %1 niveles; se esperaba un camino más corto.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>These conditions are nested more than %1 deep.</source>
      <translation>Estas condiciones están anidadas a más de %1 niveles.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>These hours need a time_zone; expected one such as Europe/Madrid.</source>
      <translation>Estas horas necesitan time_zone; se esperaba una como Europe/Madrid.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_decision.py"></location>
      <source>They cannot take it; expected somebody else of the team.</source>
      <translation>No puede tomarlo; se esperaba otra persona del equipo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>They talk at %1</source>
      <translation>Hablan en %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>They were related already.</source>
      <translation>Ya estaban relacionados.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_field.py"></location>
      <source>This %1 is not there any more.</source>
      <translation>Este %1 ya no existe.</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>This address answers, but not as a language model does.</source>
      <translation>Esta dirección responde, pero no como un modelo de lenguaje.</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <source>This address holds a space or a control character.</source>
      <translation>Esta dirección contiene un espacio o un carácter de control.</translation>
    </message>
    <message>
      <location filename="../../app/notify/address.py"></location>
      <source>This address holds a space or control character at its end or inside; %1.</source>
      <translation>Esta dirección contiene un espacio o un carácter de control al final o dentro; %1.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/archive.py"></location>
      <source>This archive is locked with a password; unpack it and pack it again.</source>
      <translation>Este archivo comprimido está protegido con contraseña; descomprímelo y vuelve a comprimirlo.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/file.py"></location>
      <source>This archive mixes conversations of several kinds; bring in one at a time.</source>
      <translation>Este archivo comprimido mezcla conversaciones de varios tipos; incorpora una cada vez.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/archive.py"></location>
      <source>This archive unpacks to more than any conversation is; nothing was read of it.</source>
      <translation>Este archivo comprimido se expande a más de lo que ocupa ninguna conversación; no se leyó nada de él.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>This branch has no condition, so the levels are never walked.</source>
      <translation>Esta rama no tiene condición, así que los niveles nunca se recorren.</translation>
    </message>
    <message>
      <location filename="../../app/operations/component.py"></location>
      <source>This component is not there any more.</source>
      <translation>Este componente ya no existe.</translation>
    </message>
    <message>
      <location filename="../../app/operations/key.py"></location>
      <source>This database has had 255 keys; dump it and apply it to a new one.</source>
      <translation>Esta base de datos ha tenido 255 claves; vuélcala y aplícala a una nueva.</translation>
    </message>
    <message>
      <location filename="../../app/operations/invitation.py"></location>
      <source>This database is a file on this machine; colleagues need one that all can reach. Connect to a PostgreSQL first.</source>
      <translation>Esta base de datos es un archivo de este equipo; los colegas necesitan una que todos alcancen. Conecta primero a un PostgreSQL.</translation>
    </message>
    <message>
      <location filename="../../app/operations/backup.py"></location>
      <source>This database is not empty; `--replace` puts the backup in place of all it holds.</source>
      <translation>Esta base de datos no está vacía; `--replace` pone la copia en lugar de todo lo que contiene.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This delay is out of range; expected 0s to 30d.</source>
      <translation>Este retraso queda fuera de rango; se esperaba de 0s a 30d.</translation>
    </message>
    <message>
      <location filename="../../app/operations/publish.py"></location>
      <source>This draft changes nothing.</source>
      <translation>Este borrador no cambia nada.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This ends before it starts; expected a later day.</source>
      <translation>Esto termina antes de empezar; se esperaba un día posterior.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This ends before it starts; expected a later end, or none.</source>
      <translation>Esto termina antes de empezar; se esperaba un final posterior, o ninguno.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This ends before it starts; expected a later end.</source>
      <translation>Esto termina antes de empezar; se esperaba un final posterior.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This ends before it starts; expected a later time, or null.</source>
      <translation>Esto termina antes de empezar; se esperaba una hora posterior, o null.</translation>
    </message>
    <message>
      <location filename="../../app/operations/annotation.py"></location>
      <source>This entry of the timeline is not there.</source>
      <translation>Esta entrada no está en la cronología.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/read.py"></location>
      <source>This file comes to more than %1 happenings; expected fewer.</source>
      <translation>Este archivo da más de %1 sucesos; se esperaban menos.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/text.py"></location>
      <source>This file has %1 bytes; expected at most %2.</source>
      <translation>Este archivo tiene %1 bytes; se esperaban %2 como máximo.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/text.py"></location>
      <source>This file has %1 events; expected at most %2.</source>
      <translation>Este archivo tiene %1 eventos; se esperaban %2 como máximo.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/message.py"></location>
      <source>This file has more than %1 messages; export a shorter time.</source>
      <translation>Este archivo tiene más de %1 mensajes; exporta un tiempo más corto.</translation>
    </message>
    <message>
      <location filename="../../app/queries/attachment.py"></location>
      <source>This file is not there.</source>
      <translation>Este archivo no está.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <location filename="../../app/domain/problem.py"></location>
      <source>This has %1 characters; expected at most %2.</source>
      <translation>Esto tiene %1 caracteres; se esperaban %2 como máximo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/problem.py"></location>
      <source>This holds a character that cannot be shown; expected plain text.</source>
      <translation>Esto contiene un carácter que no se puede mostrar; se esperaba texto sencillo.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/text.py"></location>
      <source>This iCalendar file breaks off: its last line should be END:VCALENDAR.</source>
      <translation>Este archivo iCalendar está cortado: su última línea debería ser END:VCALENDAR.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/text.py"></location>
      <source>This iCalendar file cannot be read: %1</source>
      <translation>Este archivo iCalendar no se puede leer: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/tie.py"></location>
      <source>This incident was merged into another.</source>
      <translation>Este incidente se fusionó en otro.</translation>
    </message>
    <message>
      <location filename="../../app/operations/integration.py"></location>
      <source>This integration was taken out meanwhile.</source>
      <translation>Esta integración se quitó mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>This is PostgreSQL %1; Watchbill needs %2 or newer.</source>
      <translation>Este es PostgreSQL %1; Watchbill necesita %2 o más nuevo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_call.py"></location>
      <source>This is a drill: nothing left the house.</source>
      <translation>Esto es un simulacro: nada salió de la casa.</translation>
    </message>
    <message>
      <location filename="../../app/operations/contact.py"></location>
      <source>This is a test. Pages will reach you here; nothing needs to be done.</source>
      <translation>Esto es una prueba. Los avisos te llegarán aquí; no hay que hacer nada.</translation>
    </message>
    <message>
      <location filename="../../app/operations/channel.py"></location>
      <source>This is a test. What concerns this room will be written here; nothing needs to be done.</source>
      <translation>Esto es una prueba. Aquí se escribirá lo que concierne a esta sala; no hay que hacer nada.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This is about every day; expected weekdays, or days from and to.</source>
      <translation>Esto vale para todos los días; se esperaban weekdays, o días from y to.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>This is longer than %1 characters.</source>
      <translation>Es más largo de %1 caracteres.</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>This is no %1: no JSON came back.</source>
      <translation>Esto no es %1: no llegó JSON.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>This is no address to talk at; expected https://… or tel:…</source>
      <translation>Esto no es una dirección para hablar; se esperaba https://… o tel:…</translation>
    </message>
    <message>
      <location filename="../../app/notify/address.py"></location>
      <source>This is no address; %1.</source>
      <translation>Esto no es una dirección; %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>This is no address; expected one line without spaces.</source>
      <translation>Esto no es una dirección; se esperaba una línea sin espacios.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/file.py"></location>
      <source>This is no conversation that can be read; expected a Slack export (.zip), a Teams export (.json or .zip) or mails (.eml, .mbox).</source>
      <translation>Esto no es una conversación que se pueda leer; se esperaba una exportación de Slack (.zip), de Teams (.json o .zip) o correos (.eml, .mbox).</translation>
    </message>
    <message>
      <location filename="../../app/store.py"></location>
      <source>This is no database address; expected sqlite:///FILE or postgresql://user@host/name.</source>
      <translation>Esto no es una dirección de base de datos; se esperaba sqlite:///FILE o postgresql://user@host/name.</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>This is no e-mail address; expected one such as ana@example.org.</source>
      <translation>Esto no es una dirección de correo; se esperaba una como ana@example.org.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/text.py"></location>
      <source>This is no iCalendar file: it does not begin with BEGIN:VCALENDAR.</source>
      <translation>Esto no es un archivo iCalendar: no empieza con BEGIN:VCALENDAR.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/text.py"></location>
      <source>This is no iCalendar file: it is not UTF-8 text.</source>
      <translation>Esto no es un archivo iCalendar: no es texto UTF-8.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This is no key; expected 32 letters, digits, '-' or '_', or none to make one.</source>
      <translation>Esto no es una clave; se esperaban 32 letras, cifras, '-' o '_', o ninguna para crear una.</translation>
    </message>
    <message>
      <location filename="../../app/notify/mailbox.py"></location>
      <source>This is no mailbox; %1.</source>
      <translation>Esto no es un buzón; %1.</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <source>This is no web address; %1.</source>
      <translation>Esto no es una dirección web; %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>This is no web address; expected one such as https://example.org/in.</source>
      <translation>Esto no es una dirección web; se esperaba una como https://example.org/in.</translation>
    </message>
    <message>
      <location filename="../../app/intake/conversation/archive.py"></location>
      <source>This is no zip archive that can be read.</source>
      <translation>Esto no es un archivo zip que se pueda leer.</translation>
    </message>
    <message>
      <location filename="../../app/keys.py"></location>
      <source>This is not a Watchbill key: expected `1:` and 44 characters of base64.</source>
      <translation>Esto no es una clave de Watchbill: se esperaba `1:` y 44 caracteres en base64.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>This is out of range; expected more than 0s, to 30d.</source>
      <translation>Esto queda fuera de rango; se esperaba más de 0s, hasta 30d.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>This is over: the past cannot be changed.</source>
      <translation>Esto ya pasó: el pasado no se puede cambiar.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <location filename="../../app/operations/integration.py"></location>
      <source>This is the key of %1 too; expected one of its own.</source>
      <translation>Esta es también la clave de %1; se esperaba una propia.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>This level notifies nobody and will be passed over.</source>
      <translation>Este nivel no avisa a nadie y se saltará.</translation>
    </message>
    <message>
      <location filename="../../app/queries/plan.py"></location>
      <source>This lies too close to the end of the calendar (year 9999).</source>
      <translation>Esto queda demasiado cerca del final del calendario (año 9999).</translation>
    </message>
    <message>
      <location filename="../../app/notify/mailbox.py"></location>
      <source>This mailbox has no user or no password; %1.</source>
      <translation>A este buzón le falta usuario o contraseña; %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>This note is too long; expected at most %1 characters.</source>
      <translation>Esta nota es demasiado larga; se esperaban como máximo %1 caracteres.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>This person</source>
      <translation>Esta persona</translation>
    </message>
    <message>
      <location filename="../../app/operations/notice_delivery.py"></location>
      <source>This person has left.</source>
      <translation>Esta persona se ha ido.</translation>
    </message>
    <message>
      <location filename="../../app/operations/notice_delivery.py"></location>
      <source>This person has no contact.</source>
      <translation>Esta persona no tiene contacto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>This playbook was not started here.</source>
      <translation>Este playbook no se empezó aquí.</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>This policy has no level; expected at least one.</source>
      <translation>Esta política no tiene ningún nivel; se esperaba al menos uno.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This rest is out of range; expected 0m to 7d.</source>
      <translation>Este descanso queda fuera de rango; se esperaba de 0m a 7d.</translation>
    </message>
    <message>
      <location filename="../../app/domain/review.py"></location>
      <location filename="../../app/operations/assistant.py"></location>
      <source>This review has no section %1; it has: %2.</source>
      <translation>Esta revisión no tiene la sección %1; tiene: %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/review.py"></location>
      <source>This review is %1 already.</source>
      <translation>Esta revisión ya está %1.</translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>This rotation is empty; expected at least one person or nobody.</source>
      <translation>Esta rotación está vacía; se esperaba al menos una persona o nobody.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_run.py"></location>
      <source>This run is not there any more.</source>
      <translation>Esta ejecución ya no existe.</translation>
    </message>
    <message>
      <location filename="../../app/operations/draft.py"></location>
      <location filename="../../app/operations/pager.py"></location>
      <location filename="../../app/operations/request.py"></location>
      <location filename="../../app/operations/rota.py"></location>
      <location filename="../../app/queries/draft.py"></location>
      <source>This schedule was taken out meanwhile.</source>
      <translation>Este calendario se quitó mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <location filename="../../app/operations/play.py"></location>
      <source>This step is not there any more.</source>
      <translation>Este paso ya no existe.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <source>This step runs nothing; it is for people.</source>
      <translation>Este paso no ejecuta nada; es para personas.</translation>
    </message>
    <message>
      <location filename="../../app/operations/task.py"></location>
      <source>This task is not there any more.</source>
      <translation>Esta tarea ya no existe.</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>This template cannot be filled in: %1.</source>
      <translation>Esta plantilla no se puede rellenar: %1.</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>This template cannot be filled in: a value is misused.</source>
      <translation>Esta plantilla no se puede rellenar: un valor está mal usado.</translation>
    </message>
    <message>
      <location filename="../../app/operations/update_template.py"></location>
      <source>This template is empty.</source>
      <translation>Esta plantilla está vacía.</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>This template is nested too deeply.</source>
      <translation>Esta plantilla tiene demasiados niveles anidados.</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>This template makes a text that is too long.</source>
      <translation>Esta plantilla produce un texto demasiado largo.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>This ticket is linked already.</source>
      <translation>Este ticket ya está vinculado.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>This ticket is not there any more.</source>
      <translation>Este ticket ya no existe.</translation>
    </message>
    <message>
      <location filename="../../app/operations/snooze.py"></location>
      <source>This time has passed; say when it should come back.</source>
      <translation>Esta hora ya pasó; di cuándo debe volver.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>This time is out of range; expected 30s to 30d.</source>
      <translation>Este tiempo queda fuera de rango; se esperaba de 30s a 30d.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>This time is over, or it ends before it begins.</source>
      <translation>Este tiempo ya pasó, o termina antes de empezar.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <location filename="../../app/operations/tracker.py"></location>
      <source>This tracker is not there any more.</source>
      <translation>Este gestor de tickets ya no existe.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>This user</source>
      <translation>Este usuario</translation>
    </message>
    <message>
      <location filename="../../app/domain/policy_soundness.py"></location>
      <source>This wait is out of range; expected 0s to 30d.</source>
      <translation>Esta espera queda fuera de rango; se esperaba de 0s a 30d.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>This wait is out of range; expected 30d at most.</source>
      <translation>Esta espera queda fuera de rango; se esperaba 30d como máximo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>This was declined already.</source>
      <translation>Esto ya se declinó.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>This was settled already.</source>
      <translation>Esto ya se resolvió.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>This was taken back.</source>
      <translation>Esto se retiró.</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_run.py"></location>
      <source>This workflow is not there any more.</source>
      <translation>Este flujo de trabajo ya no existe.</translation>
    </message>
    <message>
      <location filename="../../app/domain/rota_edit.py"></location>
      <source>This would change nothing.</source>
      <translation>Esto no cambiaría nada.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket_turn.py"></location>
      <source>Ticket %1 in %2: %3</source>
      <translation>Ticket %1 en %2: %3</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>Ticket %1 is not followed any more</source>
      <translation>El ticket %1 ya no se sigue</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Time to acknowledge</source>
      <translation>Tiempo hasta confirmar</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Time to detect</source>
      <translation>Tiempo hasta detectar</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Time to mitigate</source>
      <translation>Tiempo hasta mitigar</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Time to resolve</source>
      <translation>Tiempo hasta resolver</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Time to resolve, open incidents included</source>
      <translation>Tiempo hasta resolver, con los abiertos</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_ask.py"></location>
      <source>Time-out: %1</source>
      <translation>Time-out: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act.py"></location>
      <source>Told %1.</source>
      <translation>Se informó a %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/page_more.py"></location>
      <source>Told %1; somebody has it already.%2</source>
      <translation>Se informó a %1; alguien ya lo lleva.%2</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>Too many ask just now; please take the feed instead.</source>
      <translation>Ahora piden demasiados a la vez; toma el feed.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>Took it%1</source>
      <translation>Lo tomó%1</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker_spec.py"></location>
      <source>Tracker %1: %2</source>
      <translation>Gestor de tickets %1: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>Until %1 UTC.</source>
      <translation>Hasta %1 UTC.</translation>
    </message>
    <message>
      <location filename="../../app/operations/publish.py"></location>
      <source>Version %1 does not fit any more: %2</source>
      <translation>La versión %1 ya no encaja: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/publish.py"></location>
      <source>Version %1 restored</source>
      <translation>Versión %1 restaurada</translation>
    </message>
    <message>
      <location filename="../../app/operations/proof.py"></location>
      <source>Watchbill contact test</source>
      <translation>Prueba de contacto de Watchbill</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_step.py"></location>
      <source>Watchbill could not do this; see its log.</source>
      <translation>Watchbill no pudo hacerlo; mira su registro.</translation>
    </message>
    <message>
      <location filename="../../app/operations/contact.py"></location>
      <source>Watchbill test</source>
      <translation>Prueba de Watchbill</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>WebHook URL (issues: created, updated, deleted)</source>
      <translation>URL del webhook (incidencias: creada, cambiada, borrada)</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>Webhooks: URL (pipeline events)</source>
      <translation>Webhooks: URL (eventos de pipeline)</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>Week of %1</source>
      <translation>Semana del %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/release.py"></location>
      <source>What came is no release file: %1.</source>
      <translation>Lo que llegó no es un archivo de versión: %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/release.py"></location>
      <source>What came is not signed with the project's key; it is ignored.</source>
      <translation>Lo que llegó no está firmado con la clave del proyecto; se ignora.</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>What this ticket is about is not there any more.</source>
      <translation>Aquello de lo que trata este ticket ya no existe.</translation>
    </message>
    <message>
      <location filename="../../app/operations/errand.py"></location>
      <source>What would be run has changed meanwhile; look at it again.</source>
      <translation>Lo que se ejecutaría cambió mientras tanto; míralo de nuevo.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>When %1</source>
      <translation>Cuando %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>When it happens</source>
      <translation>Cuándo ocurre</translation>
    </message>
    <message>
      <location filename="../../app/operations/tracker.py"></location>
      <source>Where is your %1? Such as https://team.atlassian.net.</source>
      <translation>¿Dónde está tu %1? Por ejemplo https://team.atlassian.net.</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>Which database is it?</source>
      <translation>¿Qué base de datos es?</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>Which machine is PostgreSQL on?</source>
      <translation>¿En qué máquina está PostgreSQL?</translation>
    </message>
    <message>
      <location filename="../../app/operations/assistant.py"></location>
      <source>Which model? As its server calls it.</source>
      <translation>¿Qué modelo? Como lo llama su servidor.</translation>
    </message>
    <message>
      <location filename="../../app/queries/ticket.py"></location>
      <source>Which tracker? There are: %1.</source>
      <translation>¿Qué gestor de tickets? Existen: %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/dispatch.py"></location>
      <source>Whom it was for is not told any more.</source>
      <translation>Su destinatario ya no recibe noticias.</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>Work is Monday to Friday 8 to 18, sleep is 22 to 6, everything else is off: on the wall clock of the person's own zone. Pages that failed or were cancelled interrupt nobody.</source>
      <translation>Trabajo es de lunes a viernes de 8 a 18, sueño es de 22 a 6, todo lo demás es tiempo libre: en el reloj de pared de la zona de cada persona. Los avisos fallidos o anulados no interrumpen a nadie.</translation>
    </message>
    <message>
      <location filename="../../app/operations/problem.py"></location>
      <source>Work-around of P%1: %2</source>
      <translation>Solución provisional de P%1: %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/ticket.py"></location>
      <source>Work-around: %1</source>
      <translation>Solución provisional: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>Write the %1 between two lines of three back-ticks: ```.</source>
      <translation>Escribe %1 entre dos líneas de tres acentos graves: ```.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>Write the message below the heading.</source>
      <translation>Escribe el mensaje bajo el encabezado.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>Write the text, or choose a template.</source>
      <translation>Escribe el texto, o elige una plantilla.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>Write the text.</source>
      <translation>Escribe el texto.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_answer.py"></location>
      <source>You accepted. %1</source>
      <translation>Aceptaste. %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>You acknowledged “%1” after %2. Nothing is asked of you.</source>
      <translation>Confirmaste «%1» después de %2. No se te pide nada.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>You already have it.</source>
      <translation>Ya lo llevas tú.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>You are on call for %1 already.</source>
      <translation>Ya estás de guardia para %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request.py"></location>
      <source>You can only give away shifts of your own; a manager can for others.</source>
      <translation>Solo puedes ceder turnos tuyos; un gestor puede por otros.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>You declined it already.</source>
      <translation>Ya lo declinaste.</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_answer.py"></location>
      <source>You declined.</source>
      <translation>Declinaste.</translation>
    </message>
    <message>
      <location filename="../../app/operations/pager.py"></location>
      <source>You did not take the pager of %1.</source>
      <translation>No tomaste el busca de %1.</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>You help %1 with #%2 now.</source>
      <translation>Ahora ayudas a %1 con #%2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>You were not asked.</source>
      <translation>No se te preguntó.</translation>
    </message>
    <message>
      <location filename="../../app/operations/bridge.py"></location>
      <source>Your team has named no place to talk; give a link.</source>
      <translation>Tu equipo no ha indicado dónde hablar; da un enlace.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident_form.py"></location>
      <source>Your team writes down a reason for this: say why in a few words.</source>
      <translation>Tu equipo anota un motivo para esto: di por qué en pocas palabras.</translation>
    </message>
    <message>
      <location filename="../../app/domain/redaction.py"></location>
      <source>[%1 masked]</source>
      <translation>[%1 enmascarado]</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>a %1 is set</source>
      <translation>%1 tiene valor</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>a %1 such as %2:%3</source>
      <translation>un %1 como %2:%3</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a file is added</source>
      <translation>se añade un archivo</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a further alert joins it</source>
      <translation>se le suma otra alerta</translation>
    </message>
    <message>
      <location filename="../../app/operations/integration.py"></location>
      <source>a key was made</source>
      <translation>se creó una clave</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>a loop goes over components: {% for each in components %}.</source>
      <translation>un bucle recorre components: {% for each in components %}.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a message is brought in</source>
      <translation>se incorpora un mensaje</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a page fails at every contact</source>
      <translation>un aviso falla en todos los contactos</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a person declares an incident</source>
      <translation>una persona declara un incidente</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a playbook is started</source>
      <translation>se empieza un playbook</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>a playbook is under way</source>
      <translation>hay un playbook en curso</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a status update is posted</source>
      <translation>se publica una actualización de estado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a step of a playbook fails</source>
      <translation>falla un paso de un playbook</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a step of a playbook is late</source>
      <translation>un paso de un playbook va tarde</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>a step: {do: ..., ...}</source>
      <translation>un paso: {do: ..., ...}</translation>
    </message>
    <message>
      <location filename="../../app/queries/spec.py"></location>
      <source>a stored branch has a session</source>
      <translation>una rama guardada tiene una sesión</translation>
    </message>
    <message>
      <location filename="../../app/queries/spec.py"></location>
      <source>a target names exactly one thing</source>
      <translation>un objetivo nombra exactamente una cosa</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a task is added</source>
      <translation>se añade una tarea</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>a task is done</source>
      <translation>se hace una tarea</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>a time such as 10m</source>
      <translation>un tiempo como 10m</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>a workflow with a name, when and then</source>
      <translation>un flujo de trabajo con nombre, when y then</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>a year before</source>
      <translation>un año antes</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>accepted</source>
      <translation>aceptado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>acknowledge</source>
      <translation>confirmar</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>acknowledge it</source>
      <translation>confirmarlo</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>acknowledged</source>
      <translation>confirmado</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>acknowledged by whoever was paged - first page to them</source>
      <translation>confirmado por quien recibió el aviso - primer aviso a esa persona</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>actor</source>
      <translation>autor</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>add affected service</source>
      <translation>añadir servicio afectado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>add dependent services</source>
      <translation>añadir servicios dependientes</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>add every service that depends on it</source>
      <translation>añadir todo servicio que depende de él</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>add flag</source>
      <translation>añadir marca</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>add follow-up</source>
      <translation>añadir seguimiento</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>add link</source>
      <translation>añadir enlace</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>add note</source>
      <translation>añadir nota</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>add task</source>
      <translation>añadir tarea</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>add the affected service %1</source>
      <translation>añadir el servicio afectado %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>add the follow-up “%1”%2%3</source>
      <translation>añadir el seguimiento «%1»%2%3</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>add the link “%1”</source>
      <translation>añadir el enlace «%1»</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>add the task “%1”%2%3</source>
      <translation>añadir la tarea «%1»%2%3</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>address</source>
      <translation>dirección</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>affected</source>
      <translation>afectado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>affected services changed</source>
      <translation>cambian los servicios afectados</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>after</source>
      <translation>después</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>after %1, </source>
      <translation>tras %1, </translation>
    </message>
    <message>
      <location filename="../../app/domain/effect.py"></location>
      <source>after a full round</source>
      <translation>tras una ronda completa</translation>
    </message>
    <message>
      <location filename="../../app/domain/effect.py"></location>
      <source>after this shift</source>
      <translation>tras este turno</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>age</source>
      <translation>edad</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>alert joins</source>
      <translation>se suma una alerta</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>alert over</source>
      <translation>termina una alerta</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>alerts</source>
      <translation>alertas</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>alerts / incidents; pages without action / pages</source>
      <translation>alertas / incidentes; avisos sin acción / avisos</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition_text.py"></location>
      <source>all of %1</source>
      <translation>todos los %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/last_resort.py"></location>
      <source>all people</source>
      <translation>todas las personas</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>an %1 is set</source>
      <translation>%1 tiene valor</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>an action</source>
      <translation>una acción</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>an address</source>
      <translation>una dirección</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>an address that is kept</source>
      <translation>una dirección guardada</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>an alert of it is over</source>
      <translation>termina una de sus alertas</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>an alert opens an incident</source>
      <translation>una alerta abre un incidente</translation>
    </message>
    <message>
      <location filename="../../app/calendars/crowd.py"></location>
      <location filename="../../app/calendars/event.py"></location>
      <source>an event without a name</source>
      <translation>un evento sin nombre</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>an incident is opened</source>
      <translation>se abre un incidente</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge_override.py"></location>
      <location filename="../../app/operations/publish.py"></location>
      <source>and %1 more</source>
      <translation>y %1 más</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>and then</source>
      <translation>y después</translation>
    </message>
    <message>
      <location filename="../../app/operations/edition.py"></location>
      <source>as it was before versions were kept</source>
      <translation>como era antes de guardarse versiones</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>ask for a yes, then run “%1”</source>
      <translation>pedir un sí, después ejecutar «%1»</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>assign role</source>
      <translation>asignar papel</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>before</source>
      <translation>antes</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>begin its review</source>
      <translation>empezar su revisión</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>begin review</source>
      <translation>empezar revisión</translation>
    </message>
    <message>
      <location filename="../../app/domain/similar.py"></location>
      <source>both say %1</source>
      <translation>ambos dicen %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>by now</source>
      <translation>por ahora</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>call %1 (%2)</source>
      <translation>llamar a %1 (%2)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>call %1 for help</source>
      <translation>pedir ayuda a %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>call webhook</source>
      <translation>llamar a webhook</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>called off, %1</source>
      <translation>anulado, %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>category</source>
      <translation>categoría</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook.py"></location>
      <source>category %1</source>
      <translation>categoría %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>category changed</source>
      <translation>categoría cambiada</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>change the title to “%1”</source>
      <translation>cambiar el título a «%1»</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>channel %1</source>
      <translation>canal %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../models/kinds.py"></location>
      <source>closed</source>
      <translation>cerrado</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>communications lead</source>
      <translation>responsable de comunicación</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>connection failed: </source>
      <translation>falló la conexión: </translation>
    </message>
    <message>
      <location filename="../../app/domain/soundness.py"></location>
      <source>contact of this person</source>
      <translation>contacto de esta persona</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>count of incidents by weekday and hour of their creation</source>
      <translation>número de incidentes por día de la semana y hora de creación</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>count of incidents created in the window</source>
      <translation>número de incidentes creados en la ventana</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge.py"></location>
      <source>count of turns</source>
      <translation>cuenta de turnos</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>create bridge</source>
      <translation>crear sala</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>create ticket</source>
      <translation>crear ticket</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>declared by a person</source>
      <translation>declarado por una persona</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../models/kinds.py"></location>
      <source>declined</source>
      <translation>rechazado</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>deputy</source>
      <translation>suplente</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>describe it as “%1”</source>
      <translation>describirlo como «%1»</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>description</source>
      <translation>descripción</translation>
    </message>
    <message>
      <location filename="../../app/operations/dispatch.py"></location>
      <source>dispatch %1</source>
      <translation>envío %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>does not support SSL</source>
      <translation>no admite SSL</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>drill</source>
      <translation>simulacro</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>end the playbooks under way</source>
      <translation>terminar los playbooks en curso</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>ends with</source>
      <translation>termina en</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>escalate</source>
      <translation>escalar</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>escalate it</source>
      <translation>escalarlo</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>escalated</source>
      <translation>escalado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>every</source>
      <translation>cada</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge.py"></location>
      <source>every %1 %2 from %3</source>
      <translation>cada %1 %2 desde %3</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_alert.py"></location>
      <source>every alert is resolved</source>
      <translation>todas las alertas están resueltas</translation>
    </message>
    <message>
      <location filename="../../app/domain/escalation.py"></location>
      <source>everybody here has acknowledged already</source>
      <translation>aquí ya han confirmado todos</translation>
    </message>
    <message>
      <location filename="../../app/notify/sender.py"></location>
      <source>expected a mail address of Apprise such as mailtos://user:word@smtp.example.org</source>
      <translation>se esperaba una dirección de correo de Apprise como mailtos://user:word@smtp.example.org</translation>
    </message>
    <message>
      <location filename="../../app/domain/restriction_text.py"></location>
      <source>expected a time of day such as "20:00"</source>
      <translation>se esperaba una hora como "20:00"</translation>
    </message>
    <message>
      <location filename="../../app/notify/address.py"></location>
      <source>expected an Apprise address such as ntfy://ntfy.sh/topic or mailto://user:word@example.org</source>
      <translation>se esperaba una dirección de Apprise como ntfy://ntfy.sh/topic o mailto://user:word@example.org</translation>
    </message>
    <message>
      <location filename="../../app/notify/outward.py"></location>
      <source>expected an address such as https://hc.example.org/ping/...</source>
      <translation>se esperaba una dirección como https://hc.example.org/ping/...</translation>
    </message>
    <message>
      <location filename="../../app/notify/mailbox.py"></location>
      <source>expected imaps://user:word@host, or imap:// without encryption</source>
      <translation>se esperaba imaps://user:word@host, o imap:// sin cifrado</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>failed%1, %2</source>
      <translation>falló%1, %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/fill_slots.py"></location>
      <source>fair fill</source>
      <translation>reparto justo</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>file added</source>
      <translation>archivo añadido</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>flag “%1”</source>
      <translation>marca «%1»</translation>
    </message>
    <message>
      <location filename="../../app/queries/followup.py"></location>
      <source>follow-up days</source>
      <translation>días de seguimiento</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook.py"></location>
      <source>for any incident</source>
      <translation>para cualquier incidente</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>free the role %1</source>
      <translation>liberar el papel %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>give back</source>
      <translation>devolver</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>give it back</source>
      <translation>devolverlo</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>given back</source>
      <translation>devuelto</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>go on</source>
      <translation>seguir</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>group %1</source>
      <translation>grupo %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>hand it to %1</source>
      <translation>pasarlo a %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>hand to</source>
      <translation>pasar a</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>handed over</source>
      <translation>traspasado</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>has %1 of rest between two shifts, %2 is the least</source>
      <translation>tiene %1 de descanso entre dos turnos, %2 es lo mínimo</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>has begun</source>
      <translation>ha empezado</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>has left and is still planned</source>
      <translation>se ha ido y sigue en el plan</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>high</source>
      <translation>alta</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>hours in which a person was on call, each hour once</source>
      <translation>horas en que una persona estuvo de guardia, cada hora una vez</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>how long it has lasted</source>
      <translation>cuánto ha durado</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>http call</source>
      <translation>llamada http</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../models/kinds.py"></location>
      <source>identified</source>
      <translation>identificado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>impact</source>
      <translation>impacto</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>impact changed</source>
      <translation>impacto cambiado</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>impact started</source>
      <translation>comienzo del impacto</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>in the future</source>
      <translation>en el futuro</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>in the timeline</source>
      <translation>en la cronología</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>incident commander</source>
      <translation>responsable del incidente</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>incidents whose cause came within 30 (90) days before / incidents whose cause is known</source>
      <translation>incidentes cuya causa apareció en los 30 (90) días anteriores / incidentes de causa conocida</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>infrastructure outage</source>
      <translation>caída de infraestructura</translation>
    </message>
    <message>
      <location filename="../../app/operations/release.py"></location>
      <source>inside %1</source>
      <translation>dentro %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>integration %1</source>
      <translation>integración %1</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>investigating</source>
      <translation>investigando</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>is greater than</source>
      <translation>es mayor que</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>is less than</source>
      <translation>es menor que</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>is milder than</source>
      <translation>es más leve que</translation>
    </message>
    <message>
      <location filename="../../app/queries/ticket.py"></location>
      <source>is not there any more</source>
      <translation>ya no existe</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>is on call %1 days running, %2 is the most</source>
      <translation>está de guardia %1 días seguidos, %2 es lo máximo</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>is on call %1 in seven days, %2 is the most</source>
      <translation>está de guardia %1 en siete días, %2 es lo máximo</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>is on call %1 nights running, %2 is the most</source>
      <translation>está de guardia %1 noches seguidas, %2 es lo máximo</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>is on call and has no contact to be paged at</source>
      <translation>está de guardia y no tiene contacto donde avisar</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>is on call for %1 at the same time, for %2</source>
      <translation>está de guardia para %1 al mismo tiempo, durante %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>is on call for %1 of time off%2</source>
      <translation>está de guardia durante %1 de su ausencia%2</translation>
    </message>
    <message>
      <location filename="../../app/domain/check_words.py"></location>
      <source>is on call on a public holiday (%1)</source>
      <translation>está de guardia en un festivo (%1)</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>is over</source>
      <translation>ha terminado</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>is planned</source>
      <translation>está planificado</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>is worse than</source>
      <translation>es peor que</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it begins on a day and ends at a time; expected both of one kind</source>
      <translation>empieza en un día y termina a una hora; se esperaban ambos del mismo tipo</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it ends after the end of the calendar</source>
      <translation>termina después del final del calendario</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it ends before it starts</source>
      <translation>termina antes de empezar</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_rehearsal.py"></location>
      <source>it ends here</source>
      <translation>termina aquí</translation>
    </message>
    <message>
      <location filename="../../app/operations/delivery.py"></location>
      <source>it failed (%1).</source>
      <translation>falló (%1).</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it gets better (severity)</source>
      <translation>mejora (severidad)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it gets worse (severity)</source>
      <translation>empeora (severidad)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it has been open for</source>
      <translation>lleva abierto</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it has no DTSTART, so nobody knows when it is</source>
      <translation>no tiene DTSTART, así que nadie sabe cuándo es</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it has no end, so it takes no time</source>
      <translation>no tiene final, así que no ocupa tiempo</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it has two repetition rules (RRULE); expected one</source>
      <translation>tiene dos reglas de repetición (RRULE); se esperaba una</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>it is %1 (%2)</source>
      <translation>es %1 (%2)</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>it is a drill</source>
      <translation>es un simulacro</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is accepted from triage</source>
      <translation>se acepta en el triaje</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>it is another hour</source>
      <translation>es otra hora</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is closed</source>
      <translation>se cierra</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is declined</source>
      <translation>se rechaza</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is escalated</source>
      <translation>se escala</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is given back</source>
      <translation>se devuelve</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is handed to somebody</source>
      <translation>se pasa a alguien</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is mitigated</source>
      <translation>se mitiga</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>it is no drill</source>
      <translation>no es un simulacro</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>it is not its time yet</source>
      <translation>aún no es su hora</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is open, every</source>
      <translation>está abierto, cada</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>it is over</source>
      <translation>ha terminado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is reopened</source>
      <translation>se reabre</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>it is resolved</source>
      <translation>se resuelve</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>it is within the hours</source>
      <translation>está dentro de las horas</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it needs one %1 that is a time</source>
      <translation>necesita un %1 que sea una hora</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_rehearsal.py"></location>
      <source>it ran %1 times within an hour already</source>
      <translation>ya se ejecutó %1 veces en una hora</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>it repeats %1; expected FREQ to be one of %2</source>
      <translation>se repite %1; se esperaba que FREQ fuera uno de %2</translation>
    </message>
    <message>
      <location filename="../../app/notify/send.py"></location>
      <source>it was not accepted.</source>
      <translation>no se aceptó.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>its %1 cannot be read (%2)</source>
      <translation>su %1 no se puede leer (%2)</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>its %1 lies outside the years %2 to %3</source>
      <translation>su %1 queda fuera de los años %2 a %3</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>its DURATION is no length of time</source>
      <translation>su DURATION no es una duración</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>its address</source>
      <translation>su dirección</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its category changes</source>
      <translation>cambia su categoría</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_rehearsal.py"></location>
      <source>its conditions hold no more (%1)</source>
      <translation>sus condiciones ya no se cumplen (%1)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its impact is described</source>
      <translation>se describe su impacto</translation>
    </message>
    <message>
      <location filename="../../app/operations/rota.py"></location>
      <source>its record is kept</source>
      <translation>su registro se conserva</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its review is begun</source>
      <translation>empieza su revisión</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its review is published</source>
      <translation>se publica su revisión</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its service changes</source>
      <translation>cambia su servicio</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its severity changes</source>
      <translation>cambia su severidad</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its stage changes</source>
      <translation>cambia su fase</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its title changes</source>
      <translation>cambia su título</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>its urgency changes</source>
      <translation>cambia su urgencia</translation>
    </message>
    <message>
      <location filename="../../app/operations/rota.py"></location>
      <source>keeps who is on call now: %1</source>
      <translation>conserva a quien está ahora de guardia: %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/integration.py"></location>
      <source>kept for its alerts</source>
      <translation>se conserva por sus alertas</translation>
    </message>
    <message>
      <location filename="../../app/operations/service.py"></location>
      <source>kept for its incidents</source>
      <translation>se conserva por sus incidentes</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>last month</source>
      <translation>el mes pasado</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>last quarter</source>
      <translation>el trimestre pasado</translation>
    </message>
    <message>
      <location filename="../../app/operations/last_resort.py"></location>
      <location filename="../../app/queries/told.py"></location>
      <source>last resort</source>
      <translation>último recurso</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>last year</source>
      <translation>el año pasado</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_answer.py"></location>
      <source>late %1 %2</source>
      <translation>tarde %1 %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>length</source>
      <translation>duración</translation>
    </message>
    <message>
      <location filename="../../app/queries/told.py"></location>
      <location filename="../../app/queries/why.py"></location>
      <source>level %1</source>
      <translation>nivel %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>line %1: %2</source>
      <translation>línea %1: %2</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>line %1: %2 cannot be used: %3.</source>
      <translation>línea %1: %2 no se puede usar: %3.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/crowd.py"></location>
      <source>line %1: %2 is not known%3.</source>
      <translation>línea %1: %2 no se conoce%3.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/crowd.py"></location>
      <source>line %1: %2 names nobody who is known%3.</source>
      <translation>línea %1: %2 no nombra a nadie conocido%3.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>link problem</source>
      <translation>vincular problema</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>link the problem %1</source>
      <translation>vincular el problema %1</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>low</source>
      <translation>baja</translation>
    </message>
    <message>
      <location filename="../../app/domain/escalation.py"></location>
      <source>low urgency waits for working hours</source>
      <translation>la urgencia baja espera al horario laboral</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>lower severity</source>
      <translation>bajar severidad</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>lower the severity by one</source>
      <translation>bajar la severidad en uno</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>maintenance cancelled</source>
      <translation>mantenimiento cancelado</translation>
    </message>
    <message>
      <location filename="../../app/operations/maintenance.py"></location>
      <source>maintenance ended</source>
      <translation>mantenimiento terminado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>make %1 %2</source>
      <translation>hacer a %1 %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>make a ticket in %1</source>
      <translation>crear un ticket en %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>median %1</source>
      <translation>mediana %1</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>median %1, p90 %2</source>
      <translation>mediana %1, p90 %2</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>merged</source>
      <translation>fusionado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>message brought in</source>
      <translation>mensaje incorporado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>message channel</source>
      <translation>escribir a canal</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>misconfiguration or access</source>
      <translation>configuración o acceso incorrectos</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>mitigated</source>
      <translation>mitigado</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>monitoring</source>
      <translation>en observación</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>more than half are still open</source>
      <translation>más de la mitad siguen abiertos</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>most similar</source>
      <translation>el más parecido</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>move it to %1</source>
      <translation>moverlo a %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>name</source>
      <translation>nombre</translation>
    </message>
    <message>
      <location filename="../../app/queries/readiness.py"></location>
      <source>never proven</source>
      <translation>nunca probado</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>no %1 is set</source>
      <translation>%1 no tiene valor</translation>
    </message>
    <message>
      <location filename="../../app/queries/readiness.py"></location>
      <source>no contact</source>
      <translation>sin contacto</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>no filter %1 here; only %2.</source>
      <translation>aquí no hay filtro %1; solo %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>no members</source>
      <translation>sin miembros</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>no news for</source>
      <translation>sin novedades durante</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation_change.py"></location>
      <source>no news for %1 since it was acknowledged</source>
      <translation>sin novedades durante %1 desde que se confirmó</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_trigger.py"></location>
      <location filename="../../app/operations/page.py"></location>
      <source>no other contact</source>
      <translation>ningún otro contacto</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>no password supplied</source>
      <translation>no se dio contraseña</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>no pg_hba.conf entry</source>
      <translation>no hay entrada en pg_hba.conf</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>no playbook is under way</source>
      <translation>no hay ningún playbook en curso</translation>
    </message>
    <message>
      <location filename="../../app/operations/escalation.py"></location>
      <source>no policy</source>
      <translation>sin política</translation>
    </message>
    <message>
      <location filename="../../app/operations/connection.py"></location>
      <source>no reason was given</source>
      <translation>no se dio ningún motivo</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>no service</source>
      <translation>sin servicio</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>nobody answers for</source>
      <translation>nadie responde durante</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>nobody could be reached</source>
      <translation>no se pudo localizar a nadie</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>nobody has answered for</source>
      <translation>nadie ha respondido durante</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>nobody has it</source>
      <translation>no lo lleva nadie</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>nobody has it yet</source>
      <translation>nadie lo lleva todavía</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>nobody has said anything for</source>
      <translation>nadie ha dicho nada durante</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>nobody is on call next</source>
      <translation>nadie está de guardia después</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>nobody knows whether it came, %1</source>
      <translation>nadie sabe si llegó, %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>nobody on call</source>
      <translation>nadie de guardia</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>nobody reached</source>
      <translation>no se localizó a nadie</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>nobody to notify</source>
      <translation>nadie a quien avisar</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>nobody was on call before</source>
      <translation>nadie estaba de guardia antes</translation>
    </message>
    <message>
      <location filename="../../app/operations/incident_custom.py"></location>
      <source>none yet</source>
      <translation>ninguno todavía</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>none, it is no question</source>
      <translation>ninguna, no es una pregunta</translation>
    </message>
    <message>
      <location filename="../../app/operations/people.py"></location>
      <source>not active any more; kept for the record</source>
      <translation>ya no está activa; se conserva para el registro</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>note added</source>
      <translation>nota añadida</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>note “%1”</source>
      <translation>nota «%1»</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>nothing yet</source>
      <translation>nada todavía</translation>
    </message>
    <message>
      <location filename="../../app/operations/notice_delivery.py"></location>
      <source>notice %1</source>
      <translation>noticia %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>notify stakeholders</source>
      <translation>informar a interesados</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>number</source>
      <translation>número</translation>
    </message>
    <message>
      <location filename="../../app/queries/pictures.py"></location>
      <source>off hours</source>
      <translation>tiempo libre</translation>
    </message>
    <message>
      <location filename="../../app/domain/keep.py"></location>
      <source>on call when the rotation was changed</source>
      <translation>de guardia cuando cambió la rotación</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_act_more.py"></location>
      <source>on the status page</source>
      <translation>en la página de estado</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>on this service</source>
      <translation>en este servicio</translation>
    </message>
    <message>
      <location filename="../../app/queries/duty.py"></location>
      <source>on-call rates</source>
      <translation>tarifas de guardia</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>one other</source>
      <translation>otro</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_answer.py"></location>
      <source>only people can be asked</source>
      <translation>solo se puede pedir a personas</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>open a bridge to talk</source>
      <translation>abrir una sala para hablar</translation>
    </message>
    <message>
      <location filename="../../app/operations/task.py"></location>
      <source>open again</source>
      <translation>abierta de nuevo</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>open another incident “%1”</source>
      <translation>abrir otro incidente: «%1»</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>open for</source>
      <translation>abierto durante</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>open incident</source>
      <translation>abrir incidente</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <location filename="../../app/queries/workflow_fact.py"></location>
      <source>open tasks</source>
      <translation>tareas abiertas</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>opened</source>
      <translation>abierto</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>opened by an alert</source>
      <translation>abierto por una alerta</translation>
    </message>
    <message>
      <location filename="../../app/domain/difference.py"></location>
      <source>order of %1s</source>
      <translation>orden de %1s</translation>
    </message>
    <message>
      <location filename="../../app/domain/difference.py"></location>
      <source>order of overrides</source>
      <translation>orden de las excepciones</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>other</source>
      <translation>otra</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>our status page</source>
      <translation>nuestra página de estado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>owner</source>
      <translation>responsable</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>page</source>
      <translation>avisar</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>page %1</source>
      <translation>avisar a %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/delivery.py"></location>
      <source>page %1%2</source>
      <translation>aviso %1%2</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>page by the policy %1</source>
      <translation>avisar según la política %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>page failed</source>
      <translation>aviso fallido</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>pages to one person, those within ten minutes of the last counted once</source>
      <translation>avisos a una persona, los que llegan en diez minutos tras el último cuentan una vez</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>people, not a %1</source>
      <translation>personas, no un %1</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>performance</source>
      <translation>rendimiento</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>person</source>
      <translation>persona</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>playbook</source>
      <translation>playbook</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>playbook started</source>
      <translation>playbook empezado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>playbook step failed</source>
      <translation>paso de playbook fallido</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>playbook step late</source>
      <translation>paso de playbook atrasado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>policy</source>
      <translation>política</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>policy %1 (a branch)</source>
      <translation>política %1 (una rama)</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>policy %1 (last resort)</source>
      <translation>política %1 (último recurso)</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>policy %1 (level %2)</source>
      <translation>política %1 (nivel %2)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>post a public update%1%2%3%4</source>
      <translation>publicar una actualización pública%1%2%3%4</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>post an internal update%1%2%3%4</source>
      <translation>publicar una actualización interna%1%2%3%4</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>post an update%1%2%3%4</source>
      <translation>publicar una actualización%1%2%3%4</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>post internal update</source>
      <translation>publicar actualización interna</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>post public update</source>
      <translation>publicar actualización pública</translation>
    </message>
    <message>
      <location filename="../../app/queries/readiness.py"></location>
      <source>proven long ago</source>
      <translation>probado hace mucho</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>raise severity</source>
      <translation>subir severidad</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>raise the severity by one</source>
      <translation>subir la severidad en uno</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>relate incident</source>
      <translation>relacionar incidente</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>relate it to the incident most like it</source>
      <translation>relacionarlo con el incidente más parecido</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>relate it to what is open in the same category</source>
      <translation>relacionarlo con lo abierto de la misma categoría</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>relate it to what is open on the same service</source>
      <translation>relacionarlo con lo abierto en el mismo servicio</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>related</source>
      <translation>relacionado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>release role</source>
      <translation>liberar papel</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>remove affected service</source>
      <translation>quitar servicio afectado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>reopen</source>
      <translation>reabrir</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>reopen it</source>
      <translation>reabrirlo</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>reopened</source>
      <translation>reabierto</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>request responders</source>
      <translation>pedir participantes</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>resolve</source>
      <translation>resolver</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>resolve it</source>
      <translation>resolverlo</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../models/kinds.py"></location>
      <source>resolved</source>
      <translation>resuelto</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>review begun</source>
      <translation>revisión empezada</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>review published</source>
      <translation>revisión publicada</translation>
    </message>
    <message>
      <location filename="../../app/queries/review.py"></location>
      <source>review templates</source>
      <translation>plantillas de revisión</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>role</source>
      <translation>papel</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>role given</source>
      <translation>papel dado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>role given up</source>
      <translation>papel dejado</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge.py"></location>
      <source>rotation %1</source>
      <translation>rotación %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_step.py"></location>
      <source>run %1 step %2 time %3</source>
      <translation>ejecución %1 paso %2 vez %3</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>run command</source>
      <translation>ejecutar orden</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>said</source>
      <translation>dicho</translation>
    </message>
    <message>
      <location filename="../../app/domain/similar.py"></location>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/queries/problem.py"></location>
      <source>same category</source>
      <translation>misma categoría</translation>
    </message>
    <message>
      <location filename="../../app/domain/similar.py"></location>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/queries/problem.py"></location>
      <source>same service</source>
      <translation>mismo servicio</translation>
    </message>
    <message>
      <location filename="../../app/operations/sample.py"></location>
      <source>sample team: nothing was sent</source>
      <translation>equipo de ejemplo: no se envió nada</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>schedule %1</source>
      <translation>calendario %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>schedule %1 (a shadow)</source>
      <translation>calendario %1 (un acompañante)</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>schedule %1 (an override)</source>
      <translation>calendario %1 (una excepción)</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>schedule %1 (rotation %2)</source>
      <translation>calendario %1 (rotación %2)</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>scribe</source>
      <translation>cronista</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>security or data leak</source>
      <translation>fuga de datos o de seguridad</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>sent at %1%2</source>
      <translation>enviado a las %1%2</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>service</source>
      <translation>servicio</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook.py"></location>
      <location filename="../../app/domain/uses.py"></location>
      <source>service %1</source>
      <translation>servicio %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>service changed</source>
      <translation>servicio cambiado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <location filename="../../app/queries/workflow_fact.py"></location>
      <source>service kind</source>
      <translation>tipo de servicio</translation>
    </message>
    <message>
      <location filename="../../app/domain/similar.py"></location>
      <source>service of a like name</source>
      <translation>servicio de nombre parecido</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>set %1 to “%2”</source>
      <translation>poner %1 en «%2»</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set category</source>
      <translation>poner categoría</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set description</source>
      <translation>poner descripción</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set field</source>
      <translation>poner campo</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set impact</source>
      <translation>poner impacto</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set service</source>
      <translation>poner servicio</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set severity</source>
      <translation>poner severidad</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set stage</source>
      <translation>poner fase</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>set the category to %1</source>
      <translation>poner la categoría en %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>set the service to %1</source>
      <translation>poner el servicio en %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>set the severity to %1</source>
      <translation>poner la severidad en %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>set the urgency to %1</source>
      <translation>poner la urgencia en %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set title</source>
      <translation>poner título</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>set urgency</source>
      <translation>poner urgencia</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>severity</source>
      <translation>severidad</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook.py"></location>
      <source>severity %1</source>
      <translation>severidad %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>severity changed</source>
      <translation>severidad cambiada</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>severity lowered</source>
      <translation>severidad bajada</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>severity raised</source>
      <translation>severidad subida</translation>
    </message>
    <message>
      <location filename="../../app/domain/difference.py"></location>
      <source>shadow %1 %2%3</source>
      <translation>acompañante %1 %2%3</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>silence</source>
      <translation>silencio</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>snooze</source>
      <translation>posponer</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>snooze it for %1</source>
      <translation>posponerlo %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>somebody acknowledges it</source>
      <translation>alguien lo confirma</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>somebody adds a note</source>
      <translation>alguien añade una nota</translation>
    </message>
    <message>
      <location filename="../../app/queries/world.py"></location>
      <source>somebody deleted</source>
      <translation>alguien borrado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>somebody gets a role</source>
      <translation>alguien recibe un papel</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>somebody gives a role up</source>
      <translation>alguien deja un papel</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>somebody has it</source>
      <translation>alguien lo lleva</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>somebody starts it by hand</source>
      <translation>alguien lo empieza a mano</translation>
    </message>
    <message>
      <location filename="../../app/operations/request_rota.py"></location>
      <source>somebody takes it</source>
      <translation>alguien lo toma</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>source</source>
      <translation>origen</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>stage</source>
      <translation>fase</translation>
    </message>
    <message>
      <location filename="../../app/queries/glimpse.py"></location>
      <source>stage IN (%1)</source>
      <translation>stage IN (%1)</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>stage changed</source>
      <translation>fase cambiada</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>start best playbook</source>
      <translation>empezar el mejor playbook</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>start playbook</source>
      <translation>empezar playbook</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>start the playbook %1</source>
      <translation>empezar el playbook %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>start the playbook that fits best</source>
      <translation>empezar el playbook que mejor encaje</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>start the workflow %1</source>
      <translation>empezar el flujo de trabajo %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>start workflow</source>
      <translation>empezar flujo de trabajo</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>started by hand</source>
      <translation>empezado a mano</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>starts with</source>
      <translation>empieza por</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>state the impact “%1”</source>
      <translation>indicar el impacto: «%1»</translation>
    </message>
    <message>
      <location filename="../../app/operations/status_page.py"></location>
      <location filename="../../app/start.py"></location>
      <source>status page</source>
      <translation>página de estado</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>stop here</source>
      <translation>parar aquí</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>stop playbooks</source>
      <translation>parar playbooks</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>subject expert</source>
      <translation>experto</translation>
    </message>
    <message>
      <location filename="../../app/operations/subscriber.py"></location>
      <source>subscriber %1</source>
      <translation>suscriptor %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/formula.py"></location>
      <source>sum over kinds of hours x rate</source>
      <translation>suma por tipos de horas x tarifa</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>take back</source>
      <translation>retirar</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>take out the affected service %1</source>
      <translation>quitar el servicio afectado %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge_override.py"></location>
      <source>taken out: </source>
      <translation>quitado: </translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>task added</source>
      <translation>tarea añadida</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>task done</source>
      <translation>tarea hecha</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>team</source>
      <translation>equipo</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>team %1</source>
      <translation>equipo %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>tell</source>
      <translation>informar</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>tell %1 “%2”</source>
      <translation>informar a %1: «%2»</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>template</source>
      <translation>plantilla</translation>
    </message>
    <message>
      <location filename="../../app/operations/proof.py"></location>
      <source>test %1 %2</source>
      <translation>prueba %1 %2</translation>
    </message>
    <message>
      <location filename="../../app/operations/proof.py"></location>
      <source>test %1 week %2-%3</source>
      <translation>prueba %1 semana %2-%3</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>text</source>
      <translation>texto</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>the %1 of its repetition is %2; expected 1 or more</source>
      <translation>el %1 de su repetición es %2; se esperaba 1 o más</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>the affected services change</source>
      <translation>cambian los servicios afectados</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>the cause is identified</source>
      <translation>se identifica la causa</translation>
    </message>
    <message>
      <location filename="../../app/operations/page.py"></location>
      <source>the channel</source>
      <translation>el canal</translation>
    </message>
    <message>
      <location filename="../../app/domain/reach.py"></location>
      <source>the channel is gone</source>
      <translation>el canal ya no existe</translation>
    </message>
    <message>
      <location filename="../../app/operations/claim.py"></location>
      <source>the engine ended while it was sending; it may have arrived.</source>
      <translation>el motor terminó mientras lo enviaba; puede haber llegado.</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>the event %1</source>
      <translation>el evento %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>the group %1</source>
      <translation>el grupo %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_rehearsal.py"></location>
      <source>the incident is %1 by then</source>
      <translation>para entonces el incidente está %1</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>the incident's number</source>
      <translation>el número del incidente</translation>
    </message>
    <message>
      <location filename="../../app/queries/why.py"></location>
      <source>the last resort</source>
      <translation>el último recurso</translation>
    </message>
    <message>
      <location filename="../../app/queries/notice.py"></location>
      <source>the last resort (%1)</source>
      <translation>el último recurso (%1)</translation>
    </message>
    <message>
      <location filename="../../app/operations/last_resort.py"></location>
      <source>the managers of %1</source>
      <translation>los gestores de %1</translation>
    </message>
    <message>
      <location filename="../../app/operations/last_resort.py"></location>
      <source>the members of %1</source>
      <translation>los miembros de %1</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>the name of the status page</source>
      <translation>el nombre de la página de estado</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>the parts of the status page it touches: name and state each</source>
      <translation>las partes afectadas de la página de estado, con nombre y estado</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>the period before</source>
      <translation>el periodo anterior</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>the service, as we call it</source>
      <translation>el servicio, como lo llamamos nosotros</translation>
    </message>
    <message>
      <location filename="../../app/operations/snooze.py"></location>
      <source>the snooze is over</source>
      <translation>la pausa ha terminado</translation>
    </message>
    <message>
      <location filename="../../app/calendars/event.py"></location>
      <source>the time zone %1 is neither known nor defined in the file</source>
      <translation>la zona horaria %1 ni se conoce ni se define en el archivo</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>their names with commas</source>
      <translation>sus nombres, separados por comas</translation>
    </message>
    <message>
      <location filename="../../app/operations/conversation.py"></location>
      <source>there are %1%2</source>
      <translation>hay %1%2</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>there is no %1; there are: %2.</source>
      <translation>no existe %1; existen: %2.</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>third-party failure</source>
      <translation>fallo de terceros</translation>
    </message>
    <message>
      <location filename="../../app/notify/send.py"></location>
      <source>this address</source>
      <translation>esta dirección</translation>
    </message>
    <message>
      <location filename="../../app/operations/claim.py"></location>
      <source>this contact was removed.</source>
      <translation>este contacto se quitó.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_rehearsal.py"></location>
      <source>this lies ahead (%1 from now)</source>
      <translation>esto está por venir (dentro de %1)</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>this month</source>
      <translation>este mes</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>this quarter</source>
      <translation>este trimestre</translation>
    </message>
    <message>
      <location filename="../../app/domain/span.py"></location>
      <source>this year</source>
      <translation>este año</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>title</source>
      <translation>título</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>title changed</source>
      <translation>título cambiado</translation>
    </message>
    <message>
      <location filename="../../app/domain/similar.py"></location>
      <source>titles spelled alike</source>
      <translation>títulos escritos de forma parecida</translation>
    </message>
    <message>
      <location filename="../../app/queries/pager.py"></location>
      <source>took the pager</source>
      <translation>tomó el busca</translation>
    </message>
    <message>
      <location filename="../../models/kinds.py"></location>
      <source>triage</source>
      <translation>triaje</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_soundness.py"></location>
      <source>trigger, such as “opened”</source>
      <translation>desencadenante, por ejemplo “opened”</translation>
    </message>
    <message>
      <location filename="../../app/domain/request.py"></location>
      <source>turn down</source>
      <translation>declinar</translation>
    </message>
    <message>
      <location filename="../../app/operations/task.py"></location>
      <source>under way</source>
      <translation>en curso</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>update posted</source>
      <translation>actualización publicada</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>urgency</source>
      <translation>urgencia</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>urgency changed</source>
      <translation>urgencia cambiada</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>use policy</source>
      <translation>usar política</translation>
    </message>
    <message>
      <location filename="../../app/queries/ticket.py"></location>
      <source>waits for the engine to make it</source>
      <translation>espera a que el motor lo cree</translation>
    </message>
    <message>
      <location filename="../../app/queries/integration.py"></location>
      <source>webhook_configs: url</source>
      <translation>webhook_configs: url</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>what customers notice</source>
      <translation>lo que notan los clientes</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>what it does</source>
      <translation>qué hace</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>what it is called</source>
      <translation>cómo se llama</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>what sets it off</source>
      <translation>qué lo pone en marcha</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>when it began, on the page's clock</source>
      <translation>cuándo empezó, según el reloj de la página</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>when the next update is due, on the page's clock</source>
      <translation>cuándo toca la próxima actualización, según el reloj de la página</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>where it stands, in words for customers</source>
      <translation>cómo está, en palabras para los clientes</translation>
    </message>
    <message>
      <location filename="../../app/notify/update_text.py"></location>
      <source>who leads the communication</source>
      <translation>quién dirige la comunicación</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>whoever has it</source>
      <translation>quien lo lleve</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>whoever is on call for %1</source>
      <translation>quien esté de guardia en %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/merge_override.py"></location>
      <source>without %1</source>
      <translation>sin %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>word</source>
      <translation>palabra</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow.py"></location>
      <source>workflow</source>
      <translation>flujo de trabajo</translation>
    </message>
    <message>
      <location filename="../../app/operations/workflow_turn.py"></location>
      <source>workflow %1</source>
      <translation>flujo de trabajo %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/uses.py"></location>
      <source>workflow “%1” (step %2)</source>
      <translation>flujo de trabajo «%1» (paso %2)</translation>
    </message>
    <message>
      <location filename="../../app/queries/workflow_update.py"></location>
      <source>would be refused: %1</source>
      <translation>se rechazaría: %1</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_words.py"></location>
      <source>write “%1” to %2</source>
      <translation>escribir «%1» a %2</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_fact.py"></location>
      <source>yes or no</source>
      <translation>sí o no</translation>
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
      <translation>«%1:» no se conoce aquí; ¿querías decir «%2:»?</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>“%1” begins with a dash and would be taken for an option.</source>
      <translation>«%1» empieza con un guion y se tomaría por una opción.</translation>
    </message>
    <message>
      <location filename="../../app/domain/condition.py"></location>
      <source>“%1” came %2 times or more in %3 %4</source>
      <translation>«%1» llegó %2 veces o más en %3 %4</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>“%1” is no kind of step%2 The kinds are %3.</source>
      <translation>«%1» no es un tipo de paso%2 Los tipos son %3.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>“%1” is no later step%2 Write its title, or end.</source>
      <translation>«%1» no es un paso posterior%2 Escribe su título, o end.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>“%1” is no length of time; write 90s, 5m or 2h.</source>
      <translation>«%1» no es una duración; escribe 90s, 5m o 2h.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>“%1” is none of: %2.</source>
      <translation>«%1» no es ninguno de: %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>“%1” is running; wait until it has ended.</source>
      <translation>«%1» se está ejecutando; espera a que termine.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>“%1” is under way in #%2 already.</source>
      <translation>«%1» ya está en curso en #%2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>“%1” lies %2.</source>
      <translation>«%1» queda %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/incident.py"></location>
      <source>“%1” lies before “%2”.</source>
      <translation>«%1» queda antes de «%2».</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>“%1” needs %2.</source>
      <translation>«%1» necesita %2.</translation>
    </message>
    <message>
      <location filename="../../app/domain/errand_text.py"></location>
      <source>“%1” needs a shell: add the line “Shell: yes”.</source>
      <translation>«%1» necesita un intérprete: añade la línea “Shell: yes”.</translation>
    </message>
    <message>
      <location filename="../../app/domain/playbook_text.py"></location>
      <source>“%1” stands here twice.</source>
      <translation>«%1» está aquí dos veces.</translation>
    </message>
    <message>
      <location filename="../../app/domain/workflow_text.py"></location>
      <source>“%1” takes no %2.</source>
      <translation>«%1» no admite %2.</translation>
    </message>
    <message>
      <location filename="../../app/operations/play.py"></location>
      <source>“%1” was %2%3 already.</source>
      <translation>«%1» ya estaba %2%3.</translation>
    </message>
    <message>
      <location filename="../../app/domain/catch_up.py"></location>
      <source>… and %1 earlier</source>
      <translation>… y %1 anteriores</translation>
    </message>
  </context>
  <context>
    <name>ScheduleMenu</name>
    <message>
      <location filename="../../ui/schedules/schedule_menu.py"></location>
      <source>%1 schedules</source>
      <translation>%1 calendarios</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/schedule_menu.py"></location>
      <source>All schedules</source>
      <translation>Todos los calendarios</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/schedule_menu.py"></location>
      <source>Schedule</source>
      <translation>Calendario</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/schedule_menu.py"></location>
      <source>Show together</source>
      <translation>Mostrar juntos</translation>
    </message>
  </context>
  <context>
    <name>SchedulesPage</name>
    <message>
      <location filename="../../ui/schedules/page.py"></location>
      <source>Clocks do not change in this span</source>
      <translation>El reloj no cambia en este periodo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/page.py"></location>
      <source>Rota</source>
      <translation>Cuadrante</translation>
    </message>
  </context>
  <context>
    <name>Score</name>
    <message>
      <location filename="../../ui/widgets/score.py"></location>
      <source>Acknowledged</source>
      <translation>Confirmada</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/score.py"></location>
      <source>First note</source>
      <translation>Primera nota</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/score.py"></location>
      <source>First role given</source>
      <translation>Primer papel dado</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/score.py"></location>
      <source>Resolved</source>
      <translation>Resuelta</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/score.py"></location>
      <source>after %1 (%2 expected), by %3</source>
      <translation>tras %1 (se esperaban %2), por %3</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/score.py"></location>
      <source>not done, within %1</source>
      <translation>no hecho, en %1</translation>
    </message>
  </context>
  <context>
    <name>SearchButton</name>
    <message>
      <location filename="../../ui/shell/topbar.py"></location>
      <source>Search or run anything</source>
      <translation>Busca o ejecuta cualquier cosa</translation>
    </message>
  </context>
  <context>
    <name>SearchField</name>
    <message>
      <location filename="../../ui/widgets/search.py"></location>
      <source>Search</source>
      <translation>Buscar</translation>
    </message>
  </context>
  <context>
    <name>SectionCard</name>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Comment on “%1”</source>
      <translation>Comentar «%1»</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Preview</source>
      <translation>Vista previa</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Say something about this section</source>
      <translation>Decir algo sobre esta sección</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Somebody changed this section meanwhile; Cancel shows theirs.</source>
      <translation>Alguien cambió esta sección mientras tanto; Cancelar muestra lo suyo.</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Suggest…</source>
      <translation>Sugerir…</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/section.py"></location>
      <source>Write “%1”</source>
      <translation>Escribir «%1»</translation>
    </message>
  </context>
  <context>
    <name>SenderView</name>
    <message>
      <location filename="../../ui/services/sender.py"></location>
      <source>%1 taken · %2 dropped · %3 refused</source>
      <translation>%1 aceptadas · %2 descartadas · %3 rechazadas</translation>
    </message>
    <message>
      <location filename="../../ui/services/sender.py"></location>
      <source>Nothing was heard yet</source>
      <translation>Aún no se oyó nada</translation>
    </message>
    <message>
      <location filename="../../ui/services/sender.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/services/sender.py"></location>
      <source>Renew key</source>
      <translation>Renovar clave</translation>
    </message>
    <message>
      <location filename="../../ui/services/sender.py"></location>
      <source>The old key stops working at once; the sender needs the new one.</source>
      <translation>La clave vieja deja de servir al momento; el emisor necesita la nueva.</translation>
    </message>
    <message>
      <location filename="../../ui/services/sender.py"></location>
      <source>What it sends is refused from then on; its alerts stay.</source>
      <translation>Desde entonces se rechaza lo que envía; sus alertas se quedan.</translation>
    </message>
  </context>
  <context>
    <name>SendersSection</name>
    <message>
      <location filename="../../ui/services/senders.py"></location>
      <source>Add integration</source>
      <translation>Añadir integración</translation>
    </message>
    <message>
      <location filename="../../ui/services/senders.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/services/senders.py"></location>
      <source>Integrations</source>
      <translation>Integraciones</translation>
    </message>
    <message>
      <location filename="../../ui/services/senders.py"></location>
      <source>It speaks</source>
      <translation>Habla</translation>
    </message>
    <message>
      <location filename="../../ui/services/senders.py"></location>
      <source>Make its address</source>
      <translation>Crear su dirección</translation>
    </message>
    <message>
      <location filename="../../ui/services/senders.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/services/senders.py"></location>
      <source>Nothing sends alerts for this service yet.</source>
      <translation>Aún nada envía alertas para este servicio.</translation>
    </message>
  </context>
  <context>
    <name>ServiceEditor</name>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Add it again</source>
      <translation>Añadirlo de nuevo</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Discard</source>
      <translation>Descartar</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>New service</source>
      <translation>Nuevo servicio</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Nothing pages for it from then on. Its incidents stay on record.</source>
      <translation>Desde entonces nada avisa por él. Sus incidentes quedan registrados.</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Save mine</source>
      <translation>Guardar lo mío</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Show theirs</source>
      <translation>Mostrar lo suyo</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>Somebody changed this service.</source>
      <translation>Alguien cambió este servicio.</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>This service was taken out meanwhile.</source>
      <translation>Este servicio se quitó mientras tanto.</translation>
    </message>
    <message>
      <location filename="../../ui/services/editor.py"></location>
      <source>What you typed is not saved yet.</source>
      <translation>Lo que escribiste aún no está guardado.</translation>
    </message>
  </context>
  <context>
    <name>ServiceForm</name>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Depends on</source>
      <translation>Depende de</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Description</source>
      <translation>Descripción</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Escalation policy</source>
      <translation>Política de escalado</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Kind</source>
      <translation>Tipo</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>No policy: nobody is paged</source>
      <translation>Sin política: no se avisa a nadie</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>No team</source>
      <translation>Sin equipo</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Nothing of ours</source>
      <translation>Nada nuestro</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Per cent of time it shall work.</source>
      <translation>Por ciento del tiempo que debe funcionar.</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>SLO</source>
      <translation>SLO</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>Team</source>
      <translation>Equipo</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>This is no number; expected one such as 99.9.</source>
      <translation>Esto no es un número; se esperaba uno como 99.9.</translation>
    </message>
    <message>
      <location filename="../../ui/services/form.py"></location>
      <source>What it does, and who is hurt when it fails</source>
      <translation>Qué hace, y a quién perjudica si falla</translation>
    </message>
  </context>
  <context>
    <name>ServiceLevels</name>
    <message>
      <location filename="../../ui/metrics/levels.py"></location>
      <source>No service is in the catalogue yet.</source>
      <translation>Aún no hay ningún servicio en el catálogo.</translation>
    </message>
  </context>
  <context>
    <name>ServicesPage</name>
    <message>
      <location filename="../../ui/services/page.py"></location>
      <source>A service is what can break: a site, a database, a provider.</source>
      <translation>Un servicio es lo que se puede romper: una web, una base de datos, un proveedor.</translation>
    </message>
    <message>
      <location filename="../../ui/services/page.py"></location>
      <source>Add service</source>
      <translation>Añadir servicio</translation>
    </message>
    <message>
      <location filename="../../ui/services/page.py"></location>
      <source>Add the first service</source>
      <translation>Añadir el primer servicio</translation>
    </message>
    <message>
      <location filename="../../ui/services/page.py"></location>
      <source>Alerts arrive for a service, and its policy says who is paged.</source>
      <translation>Las alertas llegan a un servicio, y su política dice a quién se avisa.</translation>
    </message>
    <message>
      <location filename="../../ui/services/page.py"></location>
      <source>Choose a service.</source>
      <translation>Elige un servicio.</translation>
    </message>
    <message>
      <location filename="../../ui/services/page.py"></location>
      <source>Filter services</source>
      <translation>Filtrar servicios</translation>
    </message>
    <message>
      <location filename="../../ui/services/page.py"></location>
      <source>Services</source>
      <translation>Servicios</translation>
    </message>
  </context>
  <context>
    <name>Settings</name>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>%1 changed</source>
      <translation>%1 con cambios</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>%1 new</source>
      <translation>%1 nuevos</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>%1 removed</source>
      <translation>%1 eliminados</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>%1 things are wrong in this file, so nothing of it can be applied.</source>
      <translation>Hay %1 errores en este archivo, así que no se puede aplicar nada de él.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>A topic that is hard to guess: who knows it can read it.</source>
      <translation>Un tema difícil de adivinar: quien lo conoce puede leerlo.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>A user of its own, the server, and the room.</source>
      <translation>Un usuario propio, el servidor y la sala.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Another severity</source>
      <translation>Otra severidad</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Another stage</source>
      <translation>Otra fase</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Any address that Apprise knows, about 120 services.</source>
      <translation>Cualquier dirección que Apprise conozca, unos 120 servicios.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Any of several</source>
      <translation>Varias de una lista</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Anything else</source>
      <translation>Otra cosa</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Category</source>
      <translation>Categoría</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Channel</source>
      <translation>Canal</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Component</source>
      <translation>Componente</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Date</source>
      <translation>Fecha</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Declining</source>
      <translation>Rechazar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Field</source>
      <translation>Campo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Group</source>
      <translation>Grupo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Incidents</source>
      <translation>Incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Integration</source>
      <translation>Integración</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Line %1, column %2: %3</source>
      <translation>Línea %1, columna %2: %3</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Link</source>
      <translation>Enlace</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>Mailing list</source>
      <translation>Lista de correo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Merging</source>
      <translation>Fusionar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Nothing is changed yet. It would be: %1.</source>
      <translation>Aún no ha cambiado nada. Sería: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Nothing to change: all of it is so already.</source>
      <translation>Nada que cambiar: todo está ya así.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Nothing uses it yet.</source>
      <translation>Nada lo usa todavía.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Number</source>
      <translation>Número</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>One of several</source>
      <translation>Una de una lista</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Person</source>
      <translation>Persona</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Policy</source>
      <translation>Política</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Reopening</source>
      <translation>Reabrir</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Resolving</source>
      <translation>Resolver</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Schedule</source>
      <translation>Calendario</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Sent. Look whether it arrived.</source>
      <translation>Enviado. Mira si ha llegado.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Service</source>
      <translation>Servicio</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Setting</source>
      <translation>Ajuste</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_card.py"></location>
      <source>Snoozing</source>
      <translation>Posponer</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Something is wrong in this file, so nothing of it can be applied.</source>
      <translation>Hay un error en este archivo, así que no se puede aplicar nada de él.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Status page</source>
      <translation>Página de estado</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Team</source>
      <translation>Equipo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/form_entries.py"></location>
      <source>Text</source>
      <translation>Texto</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>The address of a workflow “when a webhook request is received”, as it is.</source>
      <translation>La dirección de un flujo «cuando se recibe una solicitud de webhook», tal cual.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>The mailbox it is sent from, and after “to=” the list.</source>
      <translation>El buzón desde el que se envía y, tras «to=», la lista.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>The server and the token at the end of an incoming webhook.</source>
      <translation>El servidor y el token del final de un webhook entrante.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>The token of a bot that is in the chat, and the number of the chat.</source>
      <translation>El token de un bot que está en el chat y el número del chat.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channel_form.py"></location>
      <source>The webhook that the room's settings give you, as it is.</source>
      <translation>El webhook que dan los ajustes de la sala, tal cual.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Tracker</source>
      <translation>Gestor de tickets</translation>
    </message>
    <message>
      <location filename="../../ui/settings/channels_card.py"></location>
      <source>Used by %1.</source>
      <translation>Lo usa %1.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Workflow</source>
      <translation>Flujo de trabajo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>changed</source>
      <translation>cambia</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>new</source>
      <translation>nuevo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>note</source>
      <translation>nota</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>removed</source>
      <translation>se elimina</translation>
    </message>
  </context>
  <context>
    <name>SettingsForm</name>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Hand-offs follow the clock of this zone.</source>
      <translation>Los relevos siguen el reloj de esta zona.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Limits</source>
      <translation>Límites</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>No team</source>
      <translation>Sin equipo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>None</source>
      <translation>Ninguno</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Public holidays</source>
      <translation>Festivos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Region</source>
      <translation>Región</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Shadows</source>
      <translation>Acompañantes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Shifts beyond these are marked while you plan; nothing is forbidden.</source>
      <translation>Los turnos que los superan se marcan al planificar; no se prohíbe nada.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Team</source>
      <translation>Equipo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>There is already a schedule called %1.</source>
      <translation>Ya hay un calendario llamado %1.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Time zone</source>
      <translation>Zona horaria</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Told what those on call are told, never escalated to.</source>
      <translation>Se les dice lo mismo que a quien está de guardia, nunca se escala a ellos.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>Whole country</source>
      <translation>Todo el país</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/settings_form.py"></location>
      <source>primary</source>
      <translation>principal</translation>
    </message>
  </context>
  <context>
    <name>SettingsPage</name>
    <message>
      <location filename="../../ui/settings/page.py"></location>
      <source>Settings</source>
      <translation>Ajustes</translation>
    </message>
    <message>
      <location filename="../../ui/settings/page.py"></location>
      <source>Team</source>
      <translation>Equipo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/page.py"></location>
      <source>This machine</source>
      <translation>Este equipo</translation>
    </message>
  </context>
  <context>
    <name>SeverityButton</name>
    <message>
      <location filename="../../ui/incidents/severity_button.py"></location>
      <source>Severity %1</source>
      <translation>Severidad %1</translation>
    </message>
  </context>
  <context>
    <name>SeverityMatrix</name>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>How bad is it, and for how many customers?</source>
      <translation>¿Cómo de grave es, y para cuántos clientes?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>How bad is it?</source>
      <translation>¿Cómo de grave es?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/severity_matrix.py"></location>
      <source>When in doubt, take the worse one; it can be changed at any time.</source>
      <translation>En la duda, elige la peor; se puede cambiar en cualquier momento.</translation>
    </message>
  </context>
  <context>
    <name>ShadowLine</name>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>From</source>
      <translation>Desde</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>Shadow</source>
      <translation>Acompañante</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>Take this shadow out</source>
      <translation>Quitar este acompañante</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>Until</source>
      <translation>Hasta</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>Who</source>
      <translation>Quién</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>for good</source>
      <translation>para siempre</translation>
    </message>
  </context>
  <context>
    <name>ShadowList</name>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>Add a shadow</source>
      <translation>Añadir un acompañante</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>Expected dates, such as 2026-11-23.</source>
      <translation>Se esperaban fechas, por ejemplo 2026-11-23.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/shadow_list.py"></location>
      <source>Nobody.</source>
      <translation>Nadie.</translation>
    </message>
  </context>
  <context>
    <name>Sheet</name>
    <message>
      <location filename="../../ui/widgets/sheet.py"></location>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
  </context>
  <context>
    <name>ShellWindow</name>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>About Watchbill</source>
      <translation>Acerca de Watchbill</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Dark theme</source>
      <translation>Tema oscuro</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Declare incident</source>
      <translation>Declarar incidente</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Everywhere</source>
      <translation>En todas partes</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Fold the sidebar</source>
      <translation>Plegar la barra lateral</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Go back</source>
      <translation>Volver</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Go to</source>
      <translation>Ir a</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Guide and keys</source>
      <translation>Guía y teclas</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Light theme</source>
      <translation>Tema claro</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Look</source>
      <translation>Ver</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Search or run anything</source>
      <translation>Busca o ejecuta cualquier cosa</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Show the menus</source>
      <translation>Mostrar los menús</translation>
    </message>
    <message>
      <location filename="../../ui/shell/window.py"></location>
      <source>Theme of the system</source>
      <translation>Tema del sistema</translation>
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
      <translation>Entre personas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>Give it back</source>
      <translation>Devolverlo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>In your time off: %1</source>
      <translation>En tu ausencia: %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>Requests</source>
      <translation>Peticiones</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>Say first who you are.</source>
      <translation>Di primero quién eres.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>Shifts of yours that lie in your time off: re-plan them</source>
      <translation>Turnos tuyos que caen en tu ausencia: replanifícalos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/side.py"></location>
      <source>Take the pager</source>
      <translation>Tomar el busca</translation>
    </message>
  </context>
  <context>
    <name>Sidebar</name>
    <message>
      <location filename="../../ui/shell/sidebar.py"></location>
      <source>Fold</source>
      <translation>Plegar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sidebar.py"></location>
      <source>Fold to icons</source>
      <translation>Plegar a iconos</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sidebar.py"></location>
      <source>Pages</source>
      <translation>Avisos</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sidebar.py"></location>
      <source>Show the names</source>
      <translation>Mostrar los nombres</translation>
    </message>
  </context>
  <context>
    <name>SimilarCard</name>
    <message>
      <location filename="../../ui/reviews/similar_card.py"></location>
      <source>From its review</source>
      <translation>De su revisión</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/similar_card.py"></location>
      <source>Show #%1</source>
      <translation>Mostrar #%1</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/similar_card.py"></location>
      <source>Similar incidents</source>
      <translation>Incidentes similares</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/similar_card.py"></location>
      <source>Still open: is it the same?</source>
      <translation>Sigue abierto: ¿es el mismo?</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/similar_card.py"></location>
      <source>What solved it</source>
      <translation>Qué lo resolvió</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/similar_card.py"></location>
      <source>What solved it was not written down.</source>
      <translation>No se anotó qué lo resolvió.</translation>
    </message>
  </context>
  <context>
    <name>Sources</name>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>alert</source>
      <translation>alerta</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>alert of #%1</source>
      <translation>alerta de #%1</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>playbook</source>
      <translation>playbook</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>policy</source>
      <translation>política</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>review of #%1</source>
      <translation>revisión de #%1</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>schedule</source>
      <translation>calendario</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>service</source>
      <translation>servicio</translation>
    </message>
    <message>
      <location filename="../../ui/shell/sources.py"></location>
      <source>timeline of #%1</source>
      <translation>cronología de #%1</translation>
    </message>
  </context>
  <context>
    <name>SpanPopup</name>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>Days of your own</source>
      <translation>Días a tu elección</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>First day</source>
      <translation>Primer día</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>From</source>
      <translation>Desde</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>Last day</source>
      <translation>Último día</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>Show</source>
      <translation>Mostrar</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>The last day lies before the first.</source>
      <translation>El último día es anterior al primero.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>To</source>
      <translation>Hasta</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>Two days are needed, such as 2026-11-23.</source>
      <translation>Hacen falta dos días, por ejemplo 2026-11-23.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/span_popup.py"></location>
      <source>Years from 1971 to 2100 are understood.</source>
      <translation>Se entienden los años de 1971 a 2100.</translation>
    </message>
  </context>
  <context>
    <name>Spinner</name>
    <message>
      <location filename="../../ui/widgets/progress.py"></location>
      <source>Working</source>
      <translation>Trabajando</translation>
    </message>
  </context>
  <context>
    <name>SplitSheet</name>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>Alerts that belong to it; the others stay</source>
      <translation>Alertas que le pertenecen; las demás se quedan</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>For example: mails are late as well</source>
      <translation>Por ejemplo: el correo también va con retraso</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>If every alert goes, it is the same incident.</source>
      <translation>Si se van todas las alertas, es el mismo incidente.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>Say in a few words what it is.</source>
      <translation>Di en pocas palabras qué es.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>Split off</source>
      <translation>Separar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>Split off #%1</source>
      <translation>Separar de #%1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>What is the other matter?</source>
      <translation>¿Cuál es el otro asunto?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/split_sheet.py"></location>
      <source>You have the new one; both say where they come from. Merging undoes it.</source>
      <translation>El nuevo es tuyo; ambos dicen de dónde vienen. Fusionar lo deshace.</translation>
    </message>
  </context>
  <context>
    <name>StageStepper</name>
    <message>
      <location filename="../../ui/widgets/stepper.py"></location>
      <source>Stage</source>
      <translation>Fase</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/stepper.py"></location>
      <source>ahead</source>
      <translation>por delante</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/stepper.py"></location>
      <source>done</source>
      <translation>hecho</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/stepper.py"></location>
      <source>now</source>
      <translation>ahora</translation>
    </message>
  </context>
  <context>
    <name>StartCard</name>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Start</source>
      <translation>Empezar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/machine_cards.py"></location>
      <source>Start when I log in, into the tray</source>
      <translation>Empezar al iniciar sesión, en la bandeja</translation>
    </message>
  </context>
  <context>
    <name>StatTile</name>
    <message>
      <location filename="../../ui/metrics/tile.py"></location>
      <source>%1 open ones count as not yet resolved (Kaplan-Meier).</source>
      <translation>%1 abiertos cuentan como aún no resueltos (Kaplan-Meier).</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/tile.py"></location>
      <source>Before: as many as in a time of the same length.</source>
      <translation>Antes: los que corresponden a un tiempo igual de largo.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/tile.py"></location>
      <source>How %1 is computed</source>
      <translation>Cómo se calcula %1</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/tile.py"></location>
      <source>How this is computed</source>
      <translation>Cómo se calcula</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/tile.py"></location>
      <source>More of a change than chance explains (95 %).</source>
      <translation>Más cambio del que explica el azar (95 %).</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/tile.py"></location>
      <source>This much of a change can be chance.</source>
      <translation>Este cambio puede deberse al azar.</translation>
    </message>
    <message>
      <location filename="../../ui/metrics/tile.py"></location>
      <source>before</source>
      <translation>antes</translation>
    </message>
  </context>
  <context>
    <name>Status</name>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>It is over</source>
      <translation>Ha terminado</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>It works again, we keep watching</source>
      <translation>Vuelve a funcionar, seguimos vigilando</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>Maintenance</source>
      <translation>Mantenimiento</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>Major outage</source>
      <translation>Caída grave</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>Next update due in %1 (%2).</source>
      <translation>La próxima actualización vence en %1 (%2).</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>No further update is promised.</source>
      <translation>No se promete otra actualización.</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>Partial outage</source>
      <translation>Caída parcial</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>Slow or faulty</source>
      <translation>Lento o con fallos</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>The next update is late: it was due %1 ago.</source>
      <translation>La próxima actualización va tarde: vencía hace %1.</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>We are looking into it</source>
      <translation>Lo estamos mirando</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>We know the cause</source>
      <translation>Conocemos la causa</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>Works</source>
      <translation>Trabaja</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>as usual for this severity</source>
      <translation>lo habitual para esta severidad</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>in 1 hour</source>
      <translation>en 1 hora</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>in 15 minutes</source>
      <translation>en 15 minutos</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>in 2 hours</source>
      <translation>en 2 horas</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>in 30 minutes</source>
      <translation>en 30 minutos</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>in 4 hours</source>
      <translation>en 4 horas</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>no data yet</source>
      <translation>aún sin datos</translation>
    </message>
    <message>
      <location filename="../../ui/status/words.py"></location>
      <source>tomorrow</source>
      <translation>mañana</translation>
    </message>
  </context>
  <context>
    <name>StatusLine</name>
    <message>
      <location filename="../../ui/shell/status.py"></location>
      <source>Starting</source>
      <translation>Iniciando</translation>
    </message>
  </context>
  <context>
    <name>StatusPage</name>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Add a part</source>
      <translation>Añadir componente</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Look at it</source>
      <translation>Verla</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Maintenance</source>
      <translation>Mantenimiento</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Parts</source>
      <translation>Componentes</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Plan maintenance</source>
      <translation>Planificar mantenimiento</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Status page</source>
      <translation>Página de estado</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Switched off: nobody sees it</source>
      <translation>Apagada: nadie la ve</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Templates</source>
      <translation>Plantillas</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>The page</source>
      <translation>La página</translation>
    </message>
    <message>
      <location filename="../../ui/status/page.py"></location>
      <source>Who is told</source>
      <translation>A quién se informa</translation>
    </message>
  </context>
  <context>
    <name>Step</name>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>done</source>
      <translation>hecho</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>to do</source>
      <translation>por hacer</translation>
    </message>
  </context>
  <context>
    <name>StepEntry</name>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>A template (optional)</source>
      <translation>Una plantilla (opcional)</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Address</source>
      <translation>Dirección</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>At most so many times</source>
      <translation>Como mucho tantas veces</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Change this step</source>
      <translation>Cambiar este paso</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Done</source>
      <translation>Hecho</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Due</source>
      <translation>Vence</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Every</source>
      <translation>Cada</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>How often</source>
      <translation>Con qué frecuencia</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Its name</source>
      <translation>Su nombre</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Move down</source>
      <translation>Bajar</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Move up</source>
      <translation>Subir</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Only if…</source>
      <translation>Solo si…</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Step %1</source>
      <translation>Paso %1</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Take this step out</source>
      <translation>Quitar este paso</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Text</source>
      <translation>Texto</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Text; {{title}}, {{impact}}, {{component_names}} are filled in</source>
      <translation>Texto; {{title}}, {{impact}}, {{component_names}} se rellenan</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Text; {{title}}, {{number}}, {{service}}, {{owner}} are filled in</source>
      <translation>Texto; {{title}}, {{number}}, {{service}}, {{owner}} se rellenan</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>The command, such as: systemctl status {{service}}</source>
      <translation>La orden, por ejemplo: systemctl status {{service}}</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Until…</source>
      <translation>Hasta…</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Value</source>
      <translation>Valor</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Wait before it</source>
      <translation>Espera previa</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>What is sent; empty: all that is known, as JSON</source>
      <translation>Qué se envía; vacío: todo lo que se sabe, como JSON</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>What is to be done</source>
      <translation>Qué hay que hacer</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Which groups?</source>
      <translation>¿Qué grupos?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Which?</source>
      <translation>¿Cuál?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Whom</source>
      <translation>A quién</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Whom?</source>
      <translation>¿A quién?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>Why they are asked (optional)</source>
      <translation>Por qué se le pide (opcional)</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>after</source>
      <translation>tras</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>again and again</source>
      <translation>una y otra vez</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>an address in our own network</source>
      <translation>una dirección de nuestra propia red</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>an address on the internet</source>
      <translation>una dirección de internet</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>at most</source>
      <translation>como mucho</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>at once</source>
      <translation>al momento</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>by a shell</source>
      <translation>por un intérprete</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>due in</source>
      <translation>vence en</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>every</source>
      <translation>cada</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>for</source>
      <translation>durante</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>kept as it is; type to change it</source>
      <translation>se conserva como está; escribe para cambiarlo</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>once</source>
      <translation>una vez</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>one program, no shell</source>
      <translation>un solo programa, sin intérprete</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>the next update in</source>
      <translation>la próxima actualización en</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/step_entry.py"></location>
      <source>times</source>
      <translation>veces</translation>
    </message>
  </context>
  <context>
    <name>StepView</name>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>%1 and %2 more</source>
      <translation>%1 y %2 más</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>Last resort</source>
      <translation>Último recurso</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>Level %1</source>
      <translation>Nivel %1</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>Nobody now</source>
      <translation>Nadie ahora</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>all must acknowledge</source>
      <translation>todos deben confirmar</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>calls %2 times, waits %1 after each</source>
      <translation>llama %2 veces, espera %1 tras cada una</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>one of them, by chance</source>
      <translation>uno de ellos, al azar</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>one of them, in turn</source>
      <translation>uno de ellos, por turno</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>waits %1 for an acknowledgement</source>
      <translation>espera %1 una confirmación</translation>
    </message>
    <message>
      <location filename="../../ui/policies/step.py"></location>
      <source>when nobody answered</source>
      <translation>cuando nadie respondió</translation>
    </message>
  </context>
  <context>
    <name>Steps</name>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>%1 of %2 done</source>
      <translation>%1 de %2 hechas</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>%1 of %2 people have proved that a message arrives.</source>
      <translation>%1 de %2 personas han probado que les llega un mensaje.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>%1 people</source>
      <translation>%1 personas</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>%1 schedules</source>
      <translation>%1 calendarios</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>%1 services page somebody</source>
      <translation>%1 servicios avisan a alguien</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>%1 signals were taken in</source>
      <translation>Se aceptaron %1 señales</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>%1 subscriptions</source>
      <translation>%1 suscripciones</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>1 alert was taken in</source>
      <translation>Se aceptó 1 alerta</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>1 person</source>
      <translation>1 persona</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>1 schedule</source>
      <translation>1 calendario</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>1 service pages somebody</source>
      <translation>1 servicio avisa a alguien</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>1 subscription</source>
      <translation>1 suscripción</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>A name is enough to begin with; how they are reached comes below.</source>
      <translation>Para empezar basta un nombre; cómo se localiza a cada cual viene abajo.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>A subscription address for phones and calendar programs.</source>
      <translation>Una dirección de suscripción para teléfonos y programas de calendario.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Add a person</source>
      <translation>Añadir una persona</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Add the people who are on call</source>
      <translation>Añade a quienes hacen guardia</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>An address is made. A test alert goes the whole way: it opens an incident and pages whoever is on call.</source>
      <translation>Se crea una dirección. Una alerta de prueba recorre todo el camino: abre un incidente y avisa a quien esté de guardia.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Daily, weekly, or follow the sun: pick a shape, then drag what differs.</source>
      <translation>Diario, semanal o siguiendo al sol: elige una forma y arrastra lo que cambie.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Each contact gets a test message with a link to press.</source>
      <translation>A cada contacto le llega un mensaje de prueba con un enlace que pulsar.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>First a policy: who is paged, and who next when nobody answers.</source>
      <translation>Primero una política: a quién se avisa, y a quién después si nadie responde.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Give a service one of your policies.</source>
      <translation>Da a un servicio una de tus políticas.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Integrations</source>
      <translation>Integraciones</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Invite…</source>
      <translation>Invitar…</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Let your monitoring in</source>
      <translation>Deja entrar tu monitorización</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Open the rota</source>
      <translation>Abrir el cuadrante</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Plan who is on call when</source>
      <translation>Planifica quién está de guardia y cuándo</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Point Alertmanager, Grafana, PagerDuty clients and others at us.</source>
      <translation>Apunta aquí Alertmanager, Grafana, clientes de PagerDuty y otros.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Policies</source>
      <translation>Políticas</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Prove that messages arrive</source>
      <translation>Prueba que los mensajes llegan</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Ready to be woken</source>
      <translation>Todo a punto para despertarte</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Say who is paged for a service</source>
      <translation>Di a quién se avisa por un servicio</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>See shifts in your calendar</source>
      <translation>Mira los turnos en tu calendario</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Send a test alert</source>
      <translation>Enviar una alerta de prueba</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Services</source>
      <translation>Servicios</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Set-up</source>
      <translation>Puesta en marcha</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Subscribe</source>
      <translation>Suscribirse</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/steps.py"></location>
      <source>Who can be reached</source>
      <translation>A quién se puede localizar</translation>
    </message>
  </context>
  <context>
    <name>SubscribeSheet</name>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source> month</source>
      <translation> mes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source> months</source>
      <translation> meses</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>%1 min before</source>
      <translation>%1 min antes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>1 day and 15 min before</source>
      <translation>1 día y 15 min antes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>1 day before</source>
      <translation>1 día antes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>1 h before</source>
      <translation>1 h antes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>15 min before</source>
      <translation>15 min antes</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Address</source>
      <translation>Dirección</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>All shifts of team %1, always as they are now.</source>
      <translation>Todos los turnos del equipo %1, siempre como están ahora.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Copied</source>
      <translation>Copiado</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Copy</source>
      <translation>Copiar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>End it, make another</source>
      <translation>Terminarla y crear otra</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Everybody's shifts of %1, always as they are now.</source>
      <translation>Los turnos de todos en %1, siempre como están ahora.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Keep it</source>
      <translation>Conservarla</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Make another address…</source>
      <translation>Crear otra dirección…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>My shifts</source>
      <translation>Mis turnos</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Never</source>
      <translation>Nunca</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>No calendar program here takes this; copy the address instead.</source>
      <translation>Ningún programa de calendario acepta esto aquí; copia la dirección.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Nothing answers at this address yet: run “watchbill serve” on a machine that is always on, and set its address in the settings.</source>
      <translation>Aún no responde nada en esta dirección: ejecuta «watchbill serve» en un equipo siempre encendido y pon su dirección en los ajustes.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Only programs on this machine reach this address. For phones and web calendars run “watchbill serve” where they can reach it, and set its address in the settings.</source>
      <translation>Solo los programas de este equipo alcanzan esta dirección. Para teléfonos y calendarios web ejecuta «watchbill serve» donde puedan alcanzarlo y pon su dirección en los ajustes.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Open in my calendar</source>
      <translation>Abrir en mi calendario</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Reminds me</source>
      <translation>Me lo recuerda</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Schedule %1</source>
      <translation>Calendario %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Shows ahead</source>
      <translation>Muestra por delante</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Subscribe</source>
      <translation>Suscribirse</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Team %1</source>
      <translation>Equipo %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>The address above ends at once, in every calendar that has it.</source>
      <translation>La dirección de arriba termina al momento, en todo calendario que la tenga.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>When a shift begins</source>
      <translation>Cuando empieza un turno</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>Your own shifts of every schedule, always as they are now.</source>
      <translation>Tus turnos de todos los calendarios, siempre como están ahora.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/calendars/subscribe.py"></location>
      <source>and back</source>
      <translation>y de vuelta</translation>
    </message>
  </context>
  <context>
    <name>Surface</name>
    <message>
      <location filename="../../ui/schedules/surface.py"></location>
      <source>Grid view · F6</source>
      <translation>Vista de cuadrícula · F6</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/surface.py"></location>
      <source>List view · F6</source>
      <translation>Vista de lista · F6</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/surface.py"></location>
      <source>Load a sample team</source>
      <translation>Cargar un equipo de ejemplo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/surface.py"></location>
      <source>Make a schedule: who takes turns, and when they hand over. It takes a minute, and everybody can have it in their own calendar.</source>
      <translation>Crea un calendario: quién se turna y cuándo se relevan. Lleva un minuto, y todos pueden tenerlo en su propio calendario.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/surface.py"></location>
      <source>Make the first schedule</source>
      <translation>Crear el primer calendario</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/surface.py"></location>
      <source>The rota says who is on call when.</source>
      <translation>El cuadrante dice quién está de guardia y cuándo.</translation>
    </message>
  </context>
  <context>
    <name>TableView</name>
    <message>
      <location filename="../../ui/tables/view.py"></location>
      <source>CSV files (*.csv)</source>
      <translation>Archivos CSV (*.csv)</translation>
    </message>
    <message>
      <location filename="../../ui/tables/view.py"></location>
      <source>Copy as text</source>
      <translation>Copiar como texto</translation>
    </message>
    <message>
      <location filename="../../ui/tables/view.py"></location>
      <source>Export</source>
      <translation>Exportar</translation>
    </message>
    <message>
      <location filename="../../ui/tables/view.py"></location>
      <source>Export as CSV…</source>
      <translation>Exportar como CSV…</translation>
    </message>
  </context>
  <context>
    <name>TasksCard</name>
    <message>
      <location filename="../../ui/incidents/tasks_card.py"></location>
      <source>%1 of %2 done</source>
      <translation>%1 de %2 hechas</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/tasks_card.py"></location>
      <source>Add a task</source>
      <translation>Añadir una tarea</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/tasks_card.py"></location>
      <source>Give “%1” to…</source>
      <translation>Dar «%1» a…</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/tasks_card.py"></location>
      <source>More for “%1”</source>
      <translation>Más sobre «%1»</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/tasks_card.py"></location>
      <source>Nobody</source>
      <translation>Nadie</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/tasks_card.py"></location>
      <source>Tasks</source>
      <translation>Tareas</translation>
    </message>
  </context>
  <context>
    <name>TeamForm</name>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>A manager approves covers and swaps</source>
      <translation>Un gestor aprueba sustituciones e intercambios</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Add managers</source>
      <translation>Añadir gestores</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Add members</source>
      <translation>Añadir miembros</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Between people</source>
      <translation>Entre personas</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Look after the team; paged only where they are members too</source>
      <translation>Se ocupan del equipo; solo reciben avisos donde además son miembros</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Lower-case letters, digits, - _ .</source>
      <translation>Minúsculas, cifras, - _ .</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Managers</source>
      <translation>Gestores</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Members</source>
      <translation>Miembros</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>New team</source>
      <translation>Nuevo equipo</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Paged when the team is paged</source>
      <translation>Reciben avisos cuando se avisa al equipo</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>Remove?</source>
      <translation>¿Quitar?</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>The team %1 goes; its people stay.</source>
      <translation>El equipo %1 se va; sus personas se quedan.</translation>
    </message>
    <message>
      <location filename="../../ui/people/team_form.py"></location>
      <source>payments</source>
      <translation>pagos</translation>
    </message>
  </context>
  <context>
    <name>TemplatesPane</name>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Any</source>
      <translation>Cualquiera</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>For the stage</source>
      <translation>Para la fase</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>How it reads</source>
      <translation>Cómo se lee</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>How it reads for the newest incident</source>
      <translation>Cómo se lee con el incidente más nuevo</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Its words are for customers</source>
      <translation>Sus palabras son para clientes</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>New template</source>
      <translation>Nueva plantilla</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Removed %1</source>
      <translation>%1 se quitó</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Save template</source>
      <translation>Guardar plantilla</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Saved %1</source>
      <translation>Guardado: %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Template</source>
      <translation>Plantilla</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Text</source>
      <translation>Texto</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>There is no incident yet to try it on.</source>
      <translation>Aún no hay ningún incidente con que probarla.</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Variables</source>
      <translation>Variables</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>Written between two pairs of braces, they are filled in when an update begins.</source>
      <translation>Escritas entre dos pares de llaves, se rellenan al empezar una actualización.</translation>
    </message>
    <message>
      <location filename="../../ui/status/templates_pane.py"></location>
      <source>shipped</source>
      <translation>incluida</translation>
    </message>
  </context>
  <context>
    <name>TicketsSection</name>
    <message>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Address of a ticket that is there</source>
      <translation>Dirección de un ticket que ya existe</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Do not follow %1 any more</source>
      <translation>Dejar de seguir %1</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Jira, GitHub or GitLab can follow along: set one up in the settings.</source>
      <translation>Jira, GitHub o GitLab pueden acompañar: configura uno en los ajustes.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/task_tickets.py"></location>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Make a ticket</source>
      <translation>Crear un ticket</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/task_tickets.py"></location>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Open %1 in the browser</source>
      <translation>Abrir %1 en el navegador</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Set up a tracker</source>
      <translation>Configurar un gestor de tickets</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Tickets</source>
      <translation>Tickets</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>Try again</source>
      <translation>Reintentar</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/tickets.py"></location>
      <source>or paste the address of one</source>
      <translation>o pega la dirección de uno</translation>
    </message>
  </context>
  <context>
    <name>TiesCard</name>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Open #%1</source>
      <translation>Abrir #%1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Show all %1</source>
      <translation>Mostrar los %1</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Tied to</source>
      <translation>Vinculado a</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/ties_card.py"></location>
      <source>Untie #%1</source>
      <translation>Desvincular #%1</translation>
    </message>
  </context>
  <context>
    <name>TimelinePanel</name>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Alerts</source>
      <translation>Alertas</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>All</source>
      <translation>Todo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Catch up (U)</source>
      <translation>Ponerse al día (U)</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Filter the timeline</source>
      <translation>Filtrar la cronología</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>How it stood at any minute</source>
      <translation>Cómo estaba en cualquier minuto</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Notes</source>
      <translation>Notas</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Nothing of this kind yet.</source>
      <translation>Aún no hay nada de este tipo.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Pages</source>
      <translation>Avisos</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>People</source>
      <translation>Personas</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Search the timeline</source>
      <translation>Buscar en la cronología</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_panel.py"></location>
      <source>Status</source>
      <translation>Estado</translation>
    </message>
  </context>
  <context>
    <name>TimelineView</name>
    <message numerus="yes">
      <location filename="../../ui/incidents/timeline_view.py"></location>
      <source>%n new</source>
      <translation>
        <numerusform>%n nuevo</numerusform>
        <numerusform>%n nuevos</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_view.py"></location>
      <source>Copy as text</source>
      <translation>Copiar como texto</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_view.py"></location>
      <source>Select all</source>
      <translation>Seleccionar todo</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_view.py"></location>
      <source>Timeline</source>
      <translation>Cronología</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/timeline_view.py"></location>
      <source>What happened, one row for each event</source>
      <translation>Qué ocurrió, una fila por evento</translation>
    </message>
  </context>
  <context>
    <name>TitleEdit</name>
    <message>
      <location filename="../../ui/incidents/title_edit.py"></location>
      <source>Click to edit the title</source>
      <translation>Pulsa para editar el título</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/title_edit.py"></location>
      <source>Title</source>
      <translation>Título</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/title_edit.py"></location>
      <source>Title: %1</source>
      <translation>Título: %1</translation>
    </message>
  </context>
  <context>
    <name>Toast</name>
    <message>
      <location filename="../../ui/widgets/toast.py"></location>
      <source>Undo</source>
      <translation>Deshacer</translation>
    </message>
  </context>
  <context>
    <name>ToldSection</name>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>1 day</source>
      <translation>1 día</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>1 hour</source>
      <translation>1 hora</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>15 min</source>
      <translation>15 min</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Friday at 9</source>
      <translation>Viernes a las 9</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Just before</source>
      <translation>Justo antes</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Monday at 9</source>
      <translation>Lunes a las 9</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Never</source>
      <translation>Nunca</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Reminded when a shift begins or ends</source>
      <translation>Recordatorio cuando un turno empieza o termina</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Reminders before a hand-off</source>
      <translation>Recordatorios antes de un relevo</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Shifts</source>
      <translation>Turnos</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>The week ahead</source>
      <translation>La semana próxima</translation>
    </message>
    <message>
      <location filename="../../ui/people/told_section.py"></location>
      <source>Told of their shifts</source>
      <translation>Se les informa de sus turnos</translation>
    </message>
  </context>
  <context>
    <name>TopBar</name>
    <message>
      <location filename="../../ui/shell/topbar.py"></location>
      <source>Declare incident</source>
      <translation>Declarar incidente</translation>
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
      <translation>Pedir a alguien…</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Ask the team</source>
      <translation>Pedir al equipo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/between/replan.py"></location>
      <source>Leave it</source>
      <translation>Dejarlo</translation>
    </message>
  </context>
  <context>
    <name>TrackersCard</name>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Add a tracker</source>
      <translation>Añadir un gestor de tickets</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Address</source>
      <translation>Dirección</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Asking…</source>
      <translation>Preguntando…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Change</source>
      <translation>Cambio</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Change %1</source>
      <translation>Cambiar %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>E-mail</source>
      <translation>Correo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Follow-ups and problems become tickets in Jira, GitHub or GitLab. How a ticket stands is looked up every few minutes; when it is closed, its follow-up is done.</source>
      <translation>Los seguimientos y problemas se vuelven tickets en Jira, GitHub o GitLab. Cada pocos minutos se mira cómo está un ticket; cuando se cierra, su seguimiento está hecho.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Issue type</source>
      <translation>Tipo de incidencia</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>It may be an address inside the house</source>
      <translation>Puede ser una dirección interna</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Kind</source>
      <translation>Tipo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Labels</source>
      <translation>Etiquetas</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Of the token, in Jira Cloud.</source>
      <translation>Del token, en Jira Cloud.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>One that may read and write issues. It is sealed.</source>
      <translation>Uno que pueda leer y escribir incidencias. Se sella.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Project</source>
      <translation>Proyecto</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Remove %1</source>
      <translation>Quitar %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Removed. Its tickets stay where they are.</source>
      <translation>Quitado. Sus tickets se quedan donde están.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Save tracker</source>
      <translation>Guardar gestor</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Saved.</source>
      <translation>Guardado.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>The one that is stored</source>
      <translation>El que está guardado</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Token</source>
      <translation>Token</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Trackers</source>
      <translation>Gestores de tickets</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>Try it</source>
      <translation>Probarlo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/trackers_card.py"></location>
      <source>asked to be left alone until %1</source>
      <translation>pidió que no se le moleste hasta %1</translation>
    </message>
  </context>
  <context>
    <name>Tray</name>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>%1 open</source>
      <translation>%1 abiertos</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>%1 yours</source>
      <translation>%1 tuyos</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>%1: %2 until %3</source>
      <translation>%1: %2 hasta %3</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>Acknowledge</source>
      <translation>Confirmar</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>Declare an incident…</source>
      <translation>Declarar un incidente…</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>New incident</source>
      <translation>Nuevo incidente</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>Nothing is open</source>
      <translation>No hay nada abierto</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>Open</source>
      <translation>Abierta</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>Open Watchbill</source>
      <translation>Abrir Watchbill</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>Quiet for 1 h (pages to you still sound)</source>
      <translation>En silencio 1 h (tus avisos siguen sonando)</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>Quit…</source>
      <translation>Salir…</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>Watchbill</source>
      <translation>Watchbill</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>You are %1 until %2</source>
      <translation>Eres %1 hasta %2</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>You are paged for %1 incidents</source>
      <translation>Se te avisa por %1 incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>You are paged for 1 incident</source>
      <translation>Se te avisa por 1 incidente</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>You have no shift in the next 30 days</source>
      <translation>No tienes ningún turno en los próximos 30 días</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>Your next shift: %1, %2</source>
      <translation>Tu próximo turno: %1, %2</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray.py"></location>
      <source>and %1 more</source>
      <translation>y %1 más</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>nobody</source>
      <translation>nadie</translation>
    </message>
    <message>
      <location filename="../../ui/shell/tray_words.py"></location>
      <source>you are on call</source>
      <translation>estás de guardia</translation>
    </message>
  </context>
  <context>
    <name>TryPanel</name>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>Declare one, or load a sample team.</source>
      <translation>Declara uno, o carga un equipo de ejemplo.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>Incident to try it at</source>
      <translation>Incidente con que probarlo</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>No incident yet to try it at.</source>
      <translation>Aún no hay ningún incidente con que probarlo.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>Nothing here would have set it off.</source>
      <translation>Nada de aquí lo habría puesto en marcha.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>Of %1 events: it would have run %2×. Nothing was written.</source>
      <translation>De %1 eventos: se habría ejecutado %2×. No se escribió nada.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>Try another incident, or change when it begins.</source>
      <translation>Prueba otro incidente, o cambia cuándo empieza.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>What would it have done in</source>
      <translation>Qué habría hecho en</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>Which incident?</source>
      <translation>¿Qué incidente?</translation>
    </message>
  </context>
  <context>
    <name>TurnList</name>
    <message>
      <location filename="../../ui/schedules/editor/turn_list.py"></location>
      <source>Add somebody</source>
      <translation>Añadir a alguien</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/turn_list.py"></location>
      <source>Nobody takes turns yet.</source>
      <translation>Aún no se turna nadie.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/turn_list.py"></location>
      <source>Nobody, on purpose</source>
      <translation>Nadie, a propósito</translation>
    </message>
  </context>
  <context>
    <name>TurnRow</name>
    <message>
      <location filename="../../ui/schedules/editor/turn_row.py"></location>
      <source>Alt with the arrows moves it, Delete takes it out</source>
      <translation>Alt con las flechas lo mueve, Supr lo quita</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/turn_row.py"></location>
      <source>Nobody, on purpose</source>
      <translation>Nadie, a propósito</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/turn_row.py"></location>
      <source>Take %1 out</source>
      <translation>Quitar %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/turn_row.py"></location>
      <source>Take out</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/turn_row.py"></location>
      <source>Together with somebody</source>
      <translation>Junto con alguien</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/editor/turn_row.py"></location>
      <source>Turn %1 of %2: %3</source>
      <translation>Turno %1 de %2: %3</translation>
    </message>
  </context>
  <context>
    <name>UpdateCard</name>
    <message>
      <location filename="../../ui/status/card.py"></location>
      <source>Keep this inside the house</source>
      <translation>Que esto no salga de la casa</translation>
    </message>
    <message>
      <location filename="../../ui/status/card.py"></location>
      <source>Last: %1, by %2 (%3)</source>
      <translation>Última: %1, de %2 (%3)</translation>
    </message>
    <message>
      <location filename="../../ui/status/card.py"></location>
      <source>Nothing of it goes to the status page, to groups or to subscribers.</source>
      <translation>Nada de esto va a la página de estado, a grupos ni a suscriptores.</translation>
    </message>
    <message>
      <location filename="../../ui/status/card.py"></location>
      <source>Tell people</source>
      <translation>Informar a la gente</translation>
    </message>
    <message>
      <location filename="../../ui/status/card.py"></location>
      <source>Write an update…</source>
      <translation>Escribir una actualización…</translation>
    </message>
    <message>
      <location filename="../../ui/status/card.py"></location>
      <source>inside</source>
      <translation>interno</translation>
    </message>
    <message>
      <location filename="../../ui/status/card.py"></location>
      <source>on the status page</source>
      <translation>en la página de estado</translation>
    </message>
  </context>
  <context>
    <name>Upkeep</name>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>A backup was made.</source>
      <translation>Se hizo una copia.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>Back up now</source>
      <translation>Copiar ahora</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>No backup is made.</source>
      <translation>No se hace ninguna copia.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>Nothing is replaced by itself.</source>
      <translation>Nada se sustituye por sí solo.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>Settings</source>
      <translation>Ajustes</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>The last is of %1, older than the plan allows.</source>
      <translation>La última es de %1, más vieja de lo que permite el plan.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>There is none yet, though the plan wants one.</source>
      <translation>Aún no hay ninguna, aunque el plan la quiere.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>Watchbill %1 is out.</source>
      <translation>Ha salido Watchbill %1.</translation>
    </message>
    <message>
      <location filename="../../ui/shell/upkeep.py"></location>
      <source>What is new</source>
      <translation>Qué hay de nuevo</translation>
    </message>
  </context>
  <context>
    <name>Value</name>
    <message>
      <location filename="../../ui/incidents/value.py"></location>
      <source>none</source>
      <translation>ninguno</translation>
    </message>
  </context>
  <context>
    <name>VersionsSheet</name>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Bring back as a draft</source>
      <translation>Recuperar como borrador</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Brought back now, it would change</source>
      <translation>Recuperada ahora, cambiaría</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/line_acts.py"></location>
      <source>Earlier texts</source>
      <translation>Textos anteriores</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Earlier versions</source>
      <translation>Versiones anteriores</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>It names people who are not here any more: %1.</source>
      <translation>Nombra a personas que ya no están: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Look at</source>
      <translation>Mirar</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>No shift of the next 90 days is different.</source>
      <translation>Ningún turno de los próximos 90 días es distinto.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>No.</source>
      <translation>N.º</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>This is in force now.</source>
      <translation>Esta está en vigor ahora.</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Versions</source>
      <translation>Versiones</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Versions of %1</source>
      <translation>Versiones de %1</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>What</source>
      <translation>Qué</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>When</source>
      <translation>Cuándo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>Who</source>
      <translation>Quién</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/publish/versions_sheet.py"></location>
      <source>as it was</source>
      <translation>como era</translation>
    </message>
  </context>
  <context>
    <name>ViewsCard</name>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>%1 is gone, with its subscribers</source>
      <translation>%1 ya no existe, con sus suscriptores</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>8 characters or more; kept so that nobody can read it.</source>
      <translation>8 caracteres o más; se guarda de forma que nadie pueda leerla.</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>A sentence below the name</source>
      <translation>Una frase bajo el nombre</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Acme for partners</source>
      <translation>Acme para socios</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Add a page</source>
      <translation>Añadir una página</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Address</source>
      <translation>Dirección</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Anybody may read it: take the password away</source>
      <translation>Cualquiera puede leerla: quitar la contraseña</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Change %1</source>
      <translation>Cambiar %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Every part</source>
      <translation>Todos los componentes</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>For other readers: partners, one big customer, your own people. Each shows the parts you choose, has subscribers of its own, and may ask for a password.</source>
      <translation>Para otros lectores: socios, un gran cliente, tu propia gente. Cada una muestra los componentes que elijas, tiene sus propios suscriptores y puede pedir contraseña.</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Further pages</source>
      <translation>Otras páginas</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>It is at /status/ and this. Lower case, no spaces.</source>
      <translation>Está en /status/ y esto. Minúsculas, sin espacios.</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Its parts</source>
      <translation>Sus componentes</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>None: anybody may read it</source>
      <translation>Ninguna: cualquiera puede leerla</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Password</source>
      <translation>Contraseña</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Remove %1</source>
      <translation>Quitar %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Save page</source>
      <translation>Guardar página</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>Saved %1</source>
      <translation>Guardado: %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>The page can be seen</source>
      <translation>La página se puede ver</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>There is one; type another to change it</source>
      <translation>Hay una; escribe otra para cambiarla</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>every part</source>
      <translation>todos los componentes</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>switched off</source>
      <translation>apagada</translation>
    </message>
    <message>
      <location filename="../../ui/status/views_card.py"></location>
      <source>with a password</source>
      <translation>con contraseña</translation>
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
      <translation>Nadie</translation>
    </message>
    <message>
      <location filename="../../ui/shell/topbar.py"></location>
      <source>until %s</source>
      <translation>hasta %s</translation>
    </message>
  </context>
  <context>
    <name>WatchStrip</name>
    <message>
      <location filename="../../ui/shell/topbar.py"></location>
      <source>On call now</source>
      <translation>De guardia ahora</translation>
    </message>
  </context>
  <context>
    <name>WelcomePage</name>
    <message>
      <location filename="../../ui/welcome/page.py"></location>
      <source>All is set up. Whoever is on call will be found.</source>
      <translation>Todo está listo. Se encontrará a quien esté de guardia.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/page.py"></location>
      <source>Get started</source>
      <translation>Primeros pasos</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/page.py"></location>
      <source>The engine at %1 took the test alert.</source>
      <translation>El motor en %1 aceptó la alerta de prueba.</translation>
    </message>
    <message>
      <location filename="../../ui/welcome/page.py"></location>
      <source>Whoever is on call is found, paged and paged again, until somebody answers.</source>
      <translation>Se encuentra a quien está de guardia, se le avisa y se le vuelve a avisar, hasta que alguien responda.</translation>
    </message>
  </context>
  <context>
    <name>When</name>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 ago</source>
      <translation>hace %1</translation>
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
      <translation>%1 meses</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 s</source>
      <translation>%1 s</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 wk</source>
      <translation>%1 sem</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>%1 y</source>
      <translation>%1 a</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <source>Now</source>
      <translation>Ahora</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <location filename="../../ui/widgets/when.py"></location>
      <source>Today</source>
      <translation>Hoy</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <source>Tomorrow</source>
      <translation>Mañana</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <location filename="../../ui/widgets/when.py"></location>
      <source>Yesterday</source>
      <translation>Ayer</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/when.py"></location>
      <source>just now</source>
      <translation>ahora mismo</translation>
    </message>
  </context>
  <context>
    <name>WhenField</name>
    <message>
      <location filename="../../ui/workflows/when_field.py"></location>
      <source>By the clock</source>
      <translation>Según el reloj</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/when_field.py"></location>
      <source>What happens?</source>
      <translation>¿Qué ocurre?</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/when_field.py"></location>
      <source>What sets it off</source>
      <translation>Qué lo pone en marcha</translation>
    </message>
  </context>
  <context>
    <name>WhyCard</name>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>%1 was not paged.</source>
      <translation>No se avisó a %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>%1 was paged.</source>
      <translation>Se avisó a %1.</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>Choose a person</source>
      <translation>Elige una persona</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>Person</source>
      <translation>Persona</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>Why somebody was paged, or was not</source>
      <translation>Por qué se avisó a alguien, o no</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>Why was I not paged?</source>
      <translation>¿Por qué no se me avisó?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>Why was I paged?</source>
      <translation>¿Por qué se me avisó?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>Why was somebody paged?</source>
      <translation>¿Por qué se avisó a alguien?</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/why_card.py"></location>
      <source>Why?</source>
      <translation>¿Por qué?</translation>
    </message>
  </context>
  <context>
    <name>WishEntry</name>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>First day</source>
      <translation>Primer día</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>From which day to which? Days such as 2026-12-24.</source>
      <translation>¿De qué día a qué día? Días como 2026-12-24.</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Gladly</source>
      <translation>Con gusto</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Last day</source>
      <translation>Último día</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Rather not</source>
      <translation>Mejor no</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Take this wish out</source>
      <translation>Quitar este deseo</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Wish</source>
      <translation>Deseo</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>to</source>
      <translation>a</translation>
    </message>
  </context>
  <context>
    <name>WishSection</name>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Add days</source>
      <translation>Añadir días</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Gladly on</source>
      <translation>Con gusto el</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Rather not on</source>
      <translation>Mejor no el</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Wishes</source>
      <translation>Deseos</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>Wishes for the rota</source>
      <translation>Deseos para el cuadrante</translation>
    </message>
    <message>
      <location filename="../../ui/people/wish_section.py"></location>
      <source>fair fill heeds them</source>
      <translation>el reparto justo los tiene en cuenta</translation>
    </message>
  </context>
  <context>
    <name>Words</name>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>%1 days late</source>
      <translation>%1 días tarde</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>%1 incidents</source>
      <translation>%1 incidentes</translation>
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
        <numerusform>%n incidente abierto</numerusform>
        <numerusform>%n incidentes abiertos</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>1 day late</source>
      <translation>1 día tarde</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>1 incident</source>
      <translation>1 incidente</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Acknowledged</source>
      <translation>Confirmada</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Alert</source>
      <translation>Alerta</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Asked for</source>
      <translation>Pedido</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>By</source>
      <translation>Por</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Closed</source>
      <translation>Cerrado</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Contact</source>
      <translation>Contacto</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>Contacts</source>
      <translation>Contactos</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>DRILL %1</source>
      <translation>SIMULACRO %1</translation>
    </message>
    <message>
      <location filename="../../ui/services/columns.py"></location>
      <source>Depends on</source>
      <translation>Depende de</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Done</source>
      <translation>Hecho</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <source>Draft</source>
      <translation>Borrador</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Dropped</source>
      <translation>Descartado</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Due</source>
      <translation>Vence</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>E-mail</source>
      <translation>Correo</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Every week</source>
      <translation>Cada semana</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>First heard</source>
      <translation>Oída por primera vez</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Fixed</source>
      <translation>Arreglado</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>From</source>
      <translation>Desde</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>Handle</source>
      <translation>Alias</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Heard</source>
      <translation>Oída</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>High</source>
      <translation>Alta</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <source>In review</source>
      <translation>En revisión</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Incident</source>
      <translation>Incidente</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Incidents</source>
      <translation>Incidentes</translation>
    </message>
    <message>
      <location filename="../../ui/services/columns.py"></location>
      <source>Kind</source>
      <translation>Tipo</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Known error</source>
      <translation>Error conocido</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Last</source>
      <translation>Última</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Last failure</source>
      <translation>Último fallo</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Last heard</source>
      <translation>Oída por última vez</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Last page</source>
      <translation>Último aviso</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Last proven</source>
      <translation>Última prueba</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>Length</source>
      <translation>Duración</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>Looks after</source>
      <translation>Se ocupa de</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Low</source>
      <translation>Baja</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>Managers</source>
      <translation>Gestores</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>Members</source>
      <translation>Miembros</translation>
    </message>
    <message>
      <location filename="../../ui/services/columns.py"></location>
      <source>Needed by</source>
      <translation>Lo necesitan</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>No.</source>
      <translation>N.º</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Normal</source>
      <translation>Normal</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>On call</source>
      <translation>De guardia</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <location filename="../../ui/reviews/words.py"></location>
      <location filename="../../ui/services/columns.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Open</source>
      <translation>Abierta</translation>
    </message>
    <message>
      <location filename="../../ui/services/columns.py"></location>
      <source>Ours</source>
      <translation>Nuestro</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <source>Owed</source>
      <translation>Pendiente</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Owner</source>
      <translation>Responsable</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <location filename="../../ui/people/readiness.py"></location>
      <source>Person</source>
      <translation>Persona</translation>
    </message>
    <message>
      <location filename="../../ui/services/columns.py"></location>
      <source>Policy</source>
      <translation>Política</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Priority</source>
      <translation>Prioridad</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Problem</source>
      <translation>Problema</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <source>Published</source>
      <translation>Publicada</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Received</source>
      <translation>Recibida</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Remark</source>
      <translation>Observación</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Resolved</source>
      <translation>Resuelta</translation>
    </message>
    <message>
      <location filename="../../ui/services/columns.py"></location>
      <source>SLO</source>
      <translation>SLO</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Said</source>
      <translation>Dijo</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>Schedule</source>
      <translation>Calendario</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Sender</source>
      <translation>Emisor</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>Sender says</source>
      <translation>El emisor dice</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <location filename="../../ui/services/columns.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Service</source>
      <translation>Servicio</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Severity</source>
      <translation>Severidad</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <location filename="../../ui/people/readiness.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>State</source>
      <translation>Estado</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <location filename="../../ui/services/columns.py"></location>
      <source>Team</source>
      <translation>Equipo</translation>
    </message>
    <message>
      <location filename="../../ui/services/columns.py"></location>
      <source>Third party</source>
      <translation>De terceros</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Ticket</source>
      <translation>Ticket</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <source>Time zone</source>
      <translation>Zona horaria</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Under way</source>
      <translation>En curso</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>Until</source>
      <translation>Hasta</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>Urgent</source>
      <translation>Urgente</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <location filename="../../ui/tasks/words.py"></location>
      <source>What</source>
      <translation>Qué</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/columns.py"></location>
      <source>Who</source>
      <translation>Quién</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>acknowledge</source>
      <translation>confirmar</translation>
    </message>
    <message>
      <location filename="../../ui/people/columns.py"></location>
      <location filename="../../ui/people/readiness.py"></location>
      <source>cannot be reached</source>
      <translation>no se le puede localizar</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>change</source>
      <translation>cambio</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>critical</source>
      <translation>crítico</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <source>due %1</source>
      <translation>vence %1</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>error</source>
      <translation>error</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>failing</source>
      <translation>fallando</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>info</source>
      <translation>info</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>never</source>
      <translation>nunca</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>never proven</source>
      <translation>nunca probado</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>no contact</source>
      <translation>sin contacto</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>no day</source>
      <translation>sin día</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>note</source>
      <translation>nota</translation>
    </message>
    <message>
      <location filename="../../ui/tasks/words.py"></location>
      <source>open task</source>
      <translation>tarea abierta</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>proven</source>
      <translation>probado</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>proven long ago</source>
      <translation>probado hace mucho</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>resolve</source>
      <translation>resolver</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>trigger</source>
      <translation>disparo</translation>
    </message>
    <message>
      <location filename="../../ui/alerts/columns.py"></location>
      <source>warning</source>
      <translation>aviso</translation>
    </message>
    <message>
      <location filename="../../ui/reviews/words.py"></location>
      <source>was due %1</source>
      <translation>vencía %1</translation>
    </message>
    <message>
      <location filename="../../ui/people/readiness.py"></location>
      <source>yes</source>
      <translation>sí</translation>
    </message>
  </context>
  <context>
    <name>Workflow</name>
    <message>
      <location filename="../../ui/workflows/try_panel.py"></location>
      <source>It would not run: %1.</source>
      <translation>No se ejecutaría: %1.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/offer.py"></location>
      <source>On call: %1</source>
      <translation>De guardia: %1</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/offer.py"></location>
      <source>Team %1</source>
      <translation>Equipo %1</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/offer.py"></location>
      <source>Whoever has it</source>
      <translation>Quien lo lleve</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>after %1, %2</source>
      <translation>tras %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>asks for a yes</source>
      <translation>pide un sí</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>at it</source>
      <translation>en ello</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>done</source>
      <translation>hecho</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>if %1, %2</source>
      <translation>si %1: %2</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/offer.py"></location>
      <source>no</source>
      <translation>no</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>not run</source>
      <translation>no ejecutado</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>something went wrong</source>
      <translation>algo salió mal</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>stopped</source>
      <translation>parado</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/words.py"></location>
      <source>waits</source>
      <translation>espera</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/offer.py"></location>
      <source>yes</source>
      <translation>sí</translation>
    </message>
  </context>
  <context>
    <name>WorkflowDesk</name>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>%1 changed this workflow.</source>
      <translation>%1 cambió este flujo de trabajo.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Discard</source>
      <translation>Descartar</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Discard them</source>
      <translation>Descartarlos</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Dry run</source>
      <translation>Ensayo</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Log</source>
      <translation>Registro</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>New workflow</source>
      <translation>Nuevo flujo de trabajo</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Remove</source>
      <translation>Quitar</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Remove this workflow? Its log stays.</source>
      <translation>¿Quitar este flujo de trabajo? Su registro se queda.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Save or discard your changes first.</source>
      <translation>Guarda o descarta antes tus cambios.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Show theirs</source>
      <translation>Mostrar lo suyo</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Switch off</source>
      <translation>Apagar</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>Switch on</source>
      <translation>Encender</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>This workflow has changes that are not saved.</source>
      <translation>Este flujo de trabajo tiene cambios sin guardar.</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>What it does</source>
      <translation>Qué hace</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>off</source>
      <translation>apagado</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/desk.py"></location>
      <source>on</source>
      <translation>encendido</translation>
    </message>
  </context>
  <context>
    <name>WorkflowForm</name>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Add a condition</source>
      <translation>Añadir una condición</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Add a step</source>
      <translation>Añadir un paso</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>After a wait</source>
      <translation>Tras una espera</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>At most so many times in an hour</source>
      <translation>Como mucho tantas veces en una hora</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>For whoever wonders later</source>
      <translation>Para quien se lo pregunte después</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Further</source>
      <translation>Además</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>If</source>
      <translation>Si</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>It goes on</source>
      <translation>Sigue</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Name</source>
      <translation>Nombre</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Outside</source>
      <translation>Fuera</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>People</source>
      <translation>Personas</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Status updates</source>
      <translation>Actualizaciones de estado</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>The incident</source>
      <translation>El incidente</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>The work</source>
      <translation>El trabajo</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Then</source>
      <translation>Entonces</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>What it is for, in a few words</source>
      <translation>Para qué es, en pocas palabras</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>When</source>
      <translation>Cuándo</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>When a step fails</source>
      <translation>Cuando falla un paso</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>Why it is here</source>
      <translation>Por qué existe</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>at most</source>
      <translation>como mucho</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>ends when a step fails</source>
      <translation>termina cuando falla un paso</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>goes on when a step fails</source>
      <translation>sigue cuando falla un paso</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>only while the conditions still hold</source>
      <translation>solo mientras se cumplan las condiciones</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>times an hour in one incident</source>
      <translation>veces por hora en un incidente</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/form.py"></location>
      <source>to the end, whatever changes meanwhile</source>
      <translation>hasta el final, cambie lo que cambie</translation>
    </message>
  </context>
  <context>
    <name>WorkflowsPage</name>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>%1 is off now</source>
      <translation>%1 está apagado</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>%1 is on now</source>
      <translation>%1 está encendido</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>Filter workflows</source>
      <translation>Filtrar flujos de trabajo</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>New workflow</source>
      <translation>Nuevo flujo de trabajo</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>Removed %1</source>
      <translation>%1 se quitó</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>Saved %1</source>
      <translation>Guardado: %1</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>State</source>
      <translation>Estado</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>Workflow</source>
      <translation>Flujo de trabajo</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>Workflows</source>
      <translation>Flujos de trabajo</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>off</source>
      <translation>apagado</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>off, comes along</source>
      <translation>apagado, viene incluido</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>on, has not run in 7 days</source>
      <translation>encendido, sin ejecutarse en 7 días</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>on, ran %1× in 7 days</source>
      <translation>encendido, ejecutado %1× en 7 días</translation>
    </message>
    <message>
      <location filename="../../ui/workflows/page.py"></location>
      <source>on, ran %1× in 7 days, %2 went wrong</source>
      <translation>encendido, ejecutado %1× en 7 días, %2 salieron mal</translation>
    </message>
  </context>
  <context>
    <name>WorksPane</name>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>%1 is over</source>
      <translation>%1 ha terminado</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>%2 until %1</source>
      <translation>%2 hasta %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Add a part of the page</source>
      <translation>Añadir un componente</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Cancel it</source>
      <translation>Cancelarlo</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>End it now</source>
      <translation>Terminarlo ya</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>From</source>
      <translation>Desde</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>It begins and ends by itself, and subscribers hear of it each time.</source>
      <translation>Empieza y termina solo, y los suscriptores se enteran cada vez.</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Maintenance</source>
      <translation>Mantenimiento</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Plan it</source>
      <translation>Planificarlo</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Plan maintenance</source>
      <translation>Planificar mantenimiento</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Planned</source>
      <translation>Planificado</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Planned work stands on the page before it begins.</source>
      <translation>El trabajo planificado está en la página antes de empezar.</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Tell subscribers now</source>
      <translation>Informar ya a los suscriptores</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Under way, until %1</source>
      <translation>En curso, hasta %1</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>Until</source>
      <translation>Hasta</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>What it touches</source>
      <translation>Qué toca</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>What readers should know</source>
      <translation>Qué deben saber los lectores</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>What will be done</source>
      <translation>Qué se hará</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>When does it begin?</source>
      <translation>¿Cuándo empieza?</translation>
    </message>
    <message>
      <location filename="../../ui/status/works_pane.py"></location>
      <source>When does it end?</source>
      <translation>¿Cuándo termina?</translation>
    </message>
  </context>
  <context>
    <name>WorkspaceCard</name>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>%1 takes signals in at %2</source>
      <translation>%1 recibe señales en %2</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Applied %1.</source>
      <translation>%1 aplicado.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Apply a file…</source>
      <translation>Aplicar un archivo…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Configuration as a file</source>
      <translation>Configuración en un archivo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Everything is in %1.</source>
      <translation>Todo está en %1.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Export everything…</source>
      <translation>Exportar todo…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Exporting…</source>
      <translation>Exportando…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Incidents, alerts, schedules, reviews and the audit log as well, in a new folder: JSON, CSV, calendars and Markdown that any program reads.</source>
      <translation>También incidentes, alertas, calendarios, revisiones y el registro de auditoría, en una carpeta nueva: JSON, CSV, calendarios y Markdown que lee cualquier programa.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Keep the file as you keep a password.</source>
      <translation>Guarda el archivo como guardas una contraseña.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>People, schedules, policies, services and all else that is set up, in one file that you can read, keep and compare. Incidents and alerts are not in it.</source>
      <translation>Personas, calendarios, políticas, servicios y todo lo demás que está configurado, en un archivo que puedes leer, guardar y comparar. No incluye incidentes ni alertas.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Save the configuration…</source>
      <translation>Guardar la configuración…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Saved as %1, without addresses and keys: what opens them is not on this machine.</source>
      <translation>Guardada como %1, sin direcciones ni claves: lo que las abre no está en este equipo.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Saved as %1.</source>
      <translation>Guardada como %1.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>They are left out. Applied here again, those that are stored stay.</source>
      <translation>Se omiten. Al aplicarlo aquí de nuevo, se mantienen las guardadas.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>With addresses, passwords and keys</source>
      <translation>Con direcciones, contraseñas y claves</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_card.py"></location>
      <source>Workspace file (*.yaml *.yml)</source>
      <translation>Archivo de espacio de trabajo (*.yaml *.yml)</translation>
    </message>
  </context>
  <context>
    <name>WorkspacePreview</name>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Also remove what the file leaves out</source>
      <translation>Eliminar también lo que el archivo omite</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>And %1 more.</source>
      <translation>Y %1 más.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Apply</source>
      <translation>Aplicar</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Apply, and remove %1</source>
      <translation>Aplicar y eliminar %1</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Leave it</source>
      <translation>Dejarlo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Read it again</source>
      <translation>Leerlo de nuevo</translation>
    </message>
    <message>
      <location filename="../../ui/settings/workspace_preview.py"></location>
      <source>Reading…</source>
      <translation>Leyendo…</translation>
    </message>
  </context>
  <context>
    <name>ZoneButton</name>
    <message>
      <location filename="../../ui/schedules/zone_button.py"></location>
      <source>Time zone</source>
      <translation>Zona horaria</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/zone_button.py"></location>
      <source>Whose clock the days and times follow</source>
      <translation>Qué reloj siguen días y horas</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/zone_button.py"></location>
      <source>mine</source>
      <translation>el mío</translation>
    </message>
    <message>
      <location filename="../../ui/schedules/zone_button.py"></location>
      <source>the schedule's</source>
      <translation>el del calendario</translation>
    </message>
  </context>
  <context>
    <name>_DatePopup</name>
    <message>
      <location filename="../../ui/widgets/clock.py"></location>
      <source>Set</source>
      <translation>Poner</translation>
    </message>
  </context>
  <context>
    <name>_MomentPopup</name>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <source>Now</source>
      <translation>Ahora</translation>
    </message>
    <message>
      <location filename="../../ui/widgets/moment.py"></location>
      <source>Set</source>
      <translation>Poner</translation>
    </message>
  </context>
  <context>
    <name>_Words</name>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Acknowledged</source>
      <translation>Confirmada</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Alerts</source>
      <translation>Alertas</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Category</source>
      <translation>Categoría</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Created</source>
      <translation>Creado</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Number</source>
      <translation>Número</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Resolved</source>
      <translation>Resuelta</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Service</source>
      <translation>Servicio</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Severity</source>
      <translation>Severidad</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Stage</source>
      <translation>Fase</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Title</source>
      <translation>Título</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>Who has it</source>
      <translation>Quién lo lleva</translation>
    </message>
    <message>
      <location filename="../../ui/incidents/columns.py"></location>
      <source>nobody has acknowledged</source>
      <translation>nadie lo ha confirmado</translation>
    </message>
  </context>
</TS>
