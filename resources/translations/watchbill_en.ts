<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>FilterChips</name>
    <message numerus="yes">
      <location filename="../../ui/incidents/filters.py"></location>
      <source>Last %n days</source>
      <translation>
        <numerusform>Last day</numerusform>
        <numerusform>Last %n days</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>LanesView</name>
    <message numerus="yes">
      <location filename="../../ui/incidents/lanes.py"></location>
      <source>%n marks</source>
      <translation>
        <numerusform>%n mark</numerusform>
        <numerusform>%n marks</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Masks</name>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n IP address(es)</source>
      <translation>
        <numerusform>%n IP address</numerusform>
        <numerusform>%n IP addresses</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n access token(s)</source>
      <translation>
        <numerusform>%n access token</numerusform>
        <numerusform>%n access tokens</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n bank account(s)</source>
      <translation>
        <numerusform>%n bank account</numerusform>
        <numerusform>%n bank accounts</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n card number(s)</source>
      <translation>
        <numerusform>%n card number</numerusform>
        <numerusform>%n card numbers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n cloud key(s)</source>
      <translation>
        <numerusform>%n cloud key</numerusform>
        <numerusform>%n cloud keys</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n e-mail address(es)</source>
      <translation>
        <numerusform>%n e-mail address</numerusform>
        <numerusform>%n e-mail addresses</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n password(s) or key(s)</source>
      <translation>
        <numerusform>%n password or key</numerusform>
        <numerusform>%n passwords or keys</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n phone number(s)</source>
      <translation>
        <numerusform>%n phone number</numerusform>
        <numerusform>%n phone numbers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n private key(s)</source>
      <translation>
        <numerusform>%n private key</numerusform>
        <numerusform>%n private keys</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/language/masks.py"></location>
      <source>%n secret(s) stored in Watchbill</source>
      <translation>
        <numerusform>%n secret stored in Watchbill</numerusform>
        <numerusform>%n secrets stored in Watchbill</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>TimelineView</name>
    <message numerus="yes">
      <location filename="../../ui/incidents/timeline_view.py"></location>
      <source>%n new</source>
      <translation>
        <numerusform>%n new</numerusform>
        <numerusform>%n new</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Words</name>
    <message numerus="yes">
      <location filename="../../ui/services/columns.py"></location>
      <source>%n open incident(s)</source>
      <translation>
        <numerusform>%n open incident</numerusform>
        <numerusform>%n open incidents</numerusform>
      </translation>
    </message>
  </context>
</TS>
