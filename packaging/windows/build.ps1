<#
.SYNOPSIS
    Builds the Windows release: frozen folder, ZIP, Inno Setup installer and MSI.

.DESCRIPTION
    To be run on Windows 10 or 11 x64, the oldest that is supported, from the folder of the source. Nothing is fetched
    while it runs, given the wheelhouse (packaging/wheelhouse.py --windows, made on a machine with a network) and these
    three, installed before:

        Python 3.11 x64        from python.org; its launcher as py
        Inno Setup 6.3 or newer
        WiX 5.0.2              dotnet tool install --global wix --version 5.0.2

    It stops at the first step that fails. Signing is a script of yours: it is called with the path of each file to sign.
    Without one nothing is signed, and the sheet of the release says so.

.EXAMPLE
    powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1 -Wheelhouse D:\wheelhouse -Sign D:\sign.cmd
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)] [string] $Wheelhouse,
    [string] $Sign = "",
    [string] $Iscc = "${env:ProgramFiles(x86)}\Inno Setup 6\ISCC.exe",
    [string] $Wix = "wix",
    [switch] $NoTests
)

Set-StrictMode -Version Latest
$ErrorActionPreference = "Stop"

function Invoke-Step {
    # Runs a program and stops when it fails: PowerShell does not by itself.
    param([string] $Title, [string] $Program, [string[]] $Words)
    Write-Host "== $Title"
    & $Program @Words
    if ($LASTEXITCODE -ne 0) { throw "$Title ended with $LASTEXITCODE" }
}

$Root = (Resolve-Path (Join-Path $PSScriptRoot "..\..")).Path
Set-Location $Root
$Out = Join-Path $Root "build\packaging"
$Folder = Join-Path $Out "frozen\headroom"
$Release = Join-Path $Out "release"
$Version = (Select-String -Path "app\__init__.py" -Pattern '^__version__ = "([^"]+)"').Matches[0].Groups[1].Value

# 1. Tests, environments from the locks, freezing, licences, bill of materials, smoke test: the same as on Linux.
$Words = @("-3.11", "packaging\build.py", "--wheelhouse", $Wheelhouse, "--no-packages")
if ($NoTests) { $Words += "--no-tests" }
Invoke-Step "build.py" "py" $Words

# 2. Signatures on what is ours and has none; Qt's and Python's own are kept.
if ($Sign -ne "") {
    Get-ChildItem -Path $Folder -Recurse -Include *.exe, *.dll, *.pyd |
        Where-Object { (Get-AuthenticodeSignature $_.FullName).Status -eq "NotSigned" } |
        ForEach-Object { Invoke-Step "sign $($_.Name)" $Sign @($_.FullName) }
} else {
    Write-Warning "nothing is signed: application control (AppLocker, WDAC) will refuse it"
}

# 3. A signature changes a file, so the list of files is written after it; the smoke test then compares with it.
Invoke-Step "sums" "py" @("-3.11", "packaging\sums.py", $Folder)
Invoke-Step "smoke test of what is shipped" "py" @(
    "-3.11", "packaging\smoke.py", (Join-Path $Folder "headroom.exe"), "--output", (Join-Path $Release "smoke.txt"))

# 4. The three forms: ZIP, installer for a profile, MSI for the machine.
Invoke-Step "zip" "py" @(
    "-3.11", "packaging\archive.py", $Folder, (Join-Path $Release "headroom-$Version-windows-x64.zip"), "headroom-$Version")
$Inno = @("/Qp", "/DVersion=$Version", "/DFrozen=$Folder", "/O$Release")
if ($Sign -ne "") { $Inno += @("/DSigned=1", "/Soffice=`$q$Sign`$q `$f") }
Invoke-Step "Inno Setup" $Iscc ($Inno + @("packaging\windows\headroom.iss"))
$Msi = Join-Path $Release "headroom-$Version-x64.msi"
Push-Location "packaging\windows"
Invoke-Step "WiX" $Wix @(
    "build", "-arch", "x64", "-d", "Version=$Version", "-bindpath", "Frozen=$Folder", "-o", $Msi, "headroom.wxs")
Invoke-Step "checks of Windows Installer (ICE)" $Wix @("msi", "validate", $Msi)
Pop-Location
if ($Sign -ne "") { Invoke-Step "sign the MSI" $Sign @($Msi) }

# 5. The sheet of the release with the digest of everything, to be compared and signed by two people (RELEASING.md).
Invoke-Step "sheet" "py" @("-3.11", "packaging\build.py", "--sheet")
Write-Host "The release is in $Release. Go on with RELEASING.md."
