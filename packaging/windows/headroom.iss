; Inno Setup 6.3 or newer: an installer that a manager without administrator rights can run.
;
;   iscc /DVersion=1.2.0 /DFrozen=C:\...\headroom /DSigned=1 "/Soffice=signtool sign ... $f" headroom.iss
;
; Silent, for the profile of who runs it:   headroom-1.2.0-setup.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART /CURRENTUSER
; Silent, for everybody, by an administrator: the same with /ALLUSERS (the MSI is meant for that)
; Away again, silent:                        unins000.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART
;
; Checked against jrsoftware.org/ishelp, topic by topic; the topic stands beside a line that surprises.
; It is built on Windows alone: see build.ps1. tests/test_packaging.py holds its invariants.

#ifndef Version
  #error Say which version: /DVersion=1.2.0
#endif
#ifndef Frozen
  #error Say where the frozen program lies: /DFrozen=folder
#endif

[Setup]
; The same for ever: by it a newer version knows the older one. The first brace is doubled since
; one alone would begin a constant (topic_setup_appid).
AppId={{6E0B3C52-8C0F-4B2E-9C1D-6B5B6F0F5A31}
AppName=Headroom
AppVersion={#Version}
AppVerName=Headroom {#Version}
AppPublisher=The Headroom authors
VersionInfoVersion={#Version}
VersionInfoDescription=Headroom installer

; Without rights into the profile; an administrator may say /ALLUSERS, and everybody else is asked
; (topic_setup_privilegesrequired, topic_setup_privilegesrequiredoverridesallowed: "dialog" allows
; the command line too; both are written so that nobody has to know).
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline dialog
; An update goes where the version before it went (topic_setup_usepreviousappdir, ...usepreviousprivileges).
UsePreviousAppDir=yes
UsePreviousPrivileges=yes
; "auto": Program Files for everybody, the profile's own Programs folder without rights (topic_consts).
DefaultDirName={autopf}\Headroom
DisableProgramGroupPage=yes
DisableDirPage=auto
DisableReadyPage=no

; x64 only, also where Arm64 runs x64 programs (topic_archidentifiers, since 6.3).
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; Windows 10, version 1809: the oldest that Qt 6.11 supports.
MinVersion=10.0.17763

; A window that is open keeps its files: it is asked to close, and nothing is ended by force
; (topic_setup_closeapplications; "force" would end it).
CloseApplications=yes
RestartApplications=no
; Nothing is registered that would need a restart or tell other programs.
ChangesAssociations=no
ChangesEnvironment=no

Compression=lzma2/max
SolidCompression=yes
OutputDir=.
OutputBaseFilename=headroom-{#Version}-setup
SetupIconFile=headroom.ico
UninstallDisplayIcon={app}\headroom-window.exe
UninstallDisplayName=Headroom
WizardStyle=modern
LicenseFile={#Frozen}\licences\Headroom.txt
; No log unless asked for (/LOG): paths of a profile are nobody else's business.
SetupLogging=no

#ifdef Signed
; The name is that of the command line's /Soffice=... ; the uninstaller is signed with it, since
; application control refuses what is not (topic_setup_signtool, topic_setup_signeduninstaller).
SignTool=office
SignedUninstaller=yes
#endif

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[InstallDelete]
; Libraries of the version before that this one no longer has. Only where that version is: a folder "lib" of
; somebody's own, in a folder that was chosen by mistake, is not ours to delete (topic_scriptcheck).
Type: filesandordirs; Name: "{app}\lib"; Check: FileExists(ExpandConstant('{app}\headroom-window.exe'))
Type: filesandordirs; Name: "{app}\licences"; Check: FileExists(ExpandConstant('{app}\headroom-window.exe'))

[Files]
; ignoreversion: replaced by what was released, never mixed with what lies there (topic_filessection).
Source: "{#Frozen}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\Headroom"; Filename: "{app}\headroom-window.exe"; WorkingDir: "{userdocs}"

; No [Run]: nothing starts by itself. No [Registry]: nothing is registered but the entry for removal.
; No [UninstallDelete]: removal takes what was installed and no more. Stores, copies and settings stay.
