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
