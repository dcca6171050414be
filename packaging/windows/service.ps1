# Watchbill's engine as a Windows service: run once, as administrator.
#   .\service.ps1 -Database postgresql://watchbill@db.example.org/watchbill -Url https://watch.example.org -Key ...
#   .\service.ps1 -Remove
# A console program is no service by itself: WinSW (https://github.com/winsw/winsw, MIT) stands
# between. Put its WinSW-x64.exe beside this script.
[CmdletBinding()]
param(
    [string]$Database,
    [string]$Url = "",
    [string]$Key = "",
    [string]$Program = "$env:ProgramFiles\Watchbill\watchbill-engine.exe",
    [int]$Port = 8420,
    [switch]$Remove
)
$ErrorActionPreference = "Stop"
$folder = Join-Path $env:ProgramData "Watchbill"
$wrapper = Join-Path $folder "watchbill-service.exe"
$settings = Join-Path $folder "watchbill-service.xml"

if ($Remove) {
    if (Test-Path $wrapper) {
        & $wrapper stop
        & $wrapper uninstall
    }
    # It holds the key and perhaps the database's password: nothing of that stays behind.
    Remove-Item -Force -ErrorAction SilentlyContinue $settings, $wrapper
    if (Test-Path $settings) { throw "$settings still holds the key; delete it." }
    return
}
if (-not $Database) { throw "Say which database: -Database postgresql://user@host/name" }
if (-not (Test-Path $Program)) {
    throw "There is no program at $Program. Install Watchbill for all users, or say where with -Program."
}
$Program = (Resolve-Path $Program).Path
$homes = Split-Path $env:PUBLIC
if ($Program.StartsWith("$homes\", [StringComparison]::OrdinalIgnoreCase)) {
    throw "$Program is in a user's own folder, which the service may not read. Install Watchbill for all users."
}
$source = Join-Path $PSScriptRoot "WinSW-x64.exe"
if (-not (Test-Path $source)) { throw "Put WinSW-x64.exe beside this script first." }

New-Item -ItemType Directory -Force $folder | Out-Null
# The settings hold the key: for administrators and the service's own account only.
icacls $folder /inheritance:r /grant "*S-1-5-32-544:(OI)(CI)F" "*S-1-5-19:(OI)(CI)M" | Out-Null
Copy-Item $source $wrapper -Force

$document = [xml](Get-Content (Join-Path $PSScriptRoot "watchbill-service.xml") -Raw)
$service = $document.service
$service.executable = $Program
$service.arguments = "serve --host 127.0.0.1 --port $Port"
foreach ($pair in @(@("WATCHBILL_DATABASE", $Database), @("WATCHBILL_URL", $Url), @("WATCHBILL_KEY", $Key))) {
    if (-not $pair[1]) { continue }
    $env = $document.CreateElement("env")
    $env.SetAttribute("name", $pair[0])
    $env.SetAttribute("value", $pair[1])
    [void]$service.AppendChild($env)
}
$document.Save($settings)
& $wrapper install
& $wrapper start
& $wrapper status
