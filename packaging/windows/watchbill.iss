; Inno Setup 6.3 or newer: dist\watchbill-VERSION-setup.exe from what packaging\bundle.py made. On Windows:
;   python packaging\bundle.py
;   iscc packaging\windows\watchbill.iss
; To sign: iscc /Ssigner="signtool sign /fd sha256 /tr http://TIMESTAMP /td sha256 $f" /DSIGNED ...
#define Version "0.1.0"
#define Root "..\.."

[Setup]
AppId={{6F1C2A57-0C0B-4E52-9E0B-6D7C1F3E8420}
AppName=Watchbill
AppVersion={#Version}
AppVerName=Watchbill {#Version}
AppPublisher=The Watchbill authors
VersionInfoVersion={#Version}
DefaultDirName={autopf}\Watchbill
DefaultGroupName=Watchbill
DisableProgramGroupPage=yes
; For this user alone unless an administrator asks for all.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Root}\LICENSE
SetupIconFile={#Root}\build\icons\watchbill.ico
UninstallDisplayIcon={app}\watchbill.exe
UninstallDisplayName=Watchbill
OutputDir={#Root}\dist
OutputBaseFilename=watchbill-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
; A running window and engine are asked to end, and started again.
CloseApplications=yes
RestartApplications=yes
#ifdef SIGNED
SignTool=signer
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"

[CustomMessages]
en.AtLogin=Start when I sign in (pages reach you then)
de.AtLogin=Beim Anmelden starten (dann erreichen Sie Alarme)
es.AtLogin=Iniciar al entrar (así le llegan los avisos)
en.Invitation=Watchbill invitation
de.Invitation=Watchbill-Einladung
es.Invitation=Invitación de Watchbill

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked
Name: "atlogin"; Description: "{cm:AtLogin}"; Flags: unchecked

[InstallDelete]
; What an older version brought and this one does not.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Root}\dist\watchbill\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "service.ps1"; DestDir: "{app}\service"
Source: "watchbill-service.xml"; DestDir: "{app}\service"
Source: "README.md"; DestDir: "{app}\service"

[Icons]
Name: "{group}\Watchbill"; Filename: "{app}\watchbill.exe"; AppUserModelID: "org.watchbill.desktop"
Name: "{autodesktop}\Watchbill"; Filename: "{app}\watchbill.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\watchbill"; ValueType: string; ValueData: "URL:Watchbill"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\watchbill"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\watchbill\DefaultIcon"; ValueType: string; ValueData: "{app}\watchbill.exe,0"
Root: HKA; Subkey: "Software\Classes\watchbill\shell\open\command"; ValueType: string; ValueData: """{app}\watchbill.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.watchbill"; ValueType: string; ValueData: "Watchbill.Invitation"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.watchbill"; ValueType: string; ValueName: "Content Type"; ValueData: "application/x-watchbill"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Watchbill.Invitation"; ValueType: string; ValueData: "{cm:Invitation}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Watchbill.Invitation\DefaultIcon"; ValueType: string; ValueData: "{app}\watchbill.exe,0"
Root: HKA; Subkey: "Software\Classes\Watchbill.Invitation\shell\open\command"; ValueType: string; ValueData: """{app}\watchbill.exe"" ""%1"""
; The value that Settings writes for "start at login": taken out again with the program.
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: string; ValueName: "watchbill"; ValueData: """{app}\watchbill.exe"" --hidden"; Tasks: atlogin
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: none; ValueName: "watchbill"; Flags: uninsdeletevalue dontcreatekey

[Run]
Filename: "{app}\watchbill.exe"; Description: "{cm:LaunchProgram,Watchbill}"; Flags: nowait postinstall skipifsilent

[UninstallRun]
; A running window holds its files; it is ended as by a power cut, which loses nothing.
Filename: "{sys}\taskkill.exe"; Parameters: "/F /IM watchbill.exe"; Flags: runhidden; RunOnceId: "window"
