<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AppearancePage</name>
    <message>
        <source>Appearance &amp; language</source>
        <translation>Appearance &amp; language</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>Same as system</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Show icon in the tray</source>
        <translation>Show icon in the tray</translation>
    </message>
    <message>
        <source>Stop sharing or copy the address without opening the window.</source>
        <translation>Stop sharing or copy the address without opening the window.</translation>
    </message>
    <message>
        <source>Notify when a new device connects</source>
        <translation>Notify when a new device connects</translation>
    </message>
    <message>
        <source>Notify when an upload finishes</source>
        <translation>Notify when an upload finishes</translation>
    </message>
    <message>
        <source>Notify when sharing stops unexpectedly</source>
        <translation>Notify when sharing stops unexpectedly</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>CertificateDialog</name>
    <message>
        <source>Create a certificate for this computer</source>
        <translation>Create a certificate for this computer</translation>
    </message>
    <message>
        <source>Encrypts sharing without buying anything. The private key never leaves this computer.</source>
        <translation>Encrypts sharing without buying anything. The private key never leaves this computer.</translation>
    </message>
    <message>
        <source>Use my own files…</source>
        <translation>Use my own files…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Create and use</source>
        <translation>Create and use</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>Creating…</translation>
    </message>
    <message>
        <source>The certificate couldn’t be saved</source>
        <translation>The certificate couldn’t be saved</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Works for these addresses</source>
        <translation>Works for these addresses</translation>
    </message>
    <message>
        <source>Valid for</source>
        <translation>Valid for</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 days</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 year</translation>
    </message>
    <message>
        <source>2 years</source>
        <translation>2 years</translation>
    </message>
    <message>
        <source>Phones will show a security warning once</source>
        <translation>Phones will show a security warning once</translation>
    </message>
    <message>
        <source>Compare the fingerprint shown here with the one on the phone, then choose “Continue”.</source>
        <translation>Compare the fingerprint shown here with the one on the phone, then choose “Continue”.</translation>
    </message>
</context>
<context>
    <name>CgiPage</name>
    <message>
        <source>CGI</source>
        <translation>CGI</translation>
    </message>
    <message>
        <source>CGI runs programs on this computer</source>
        <translation>CGI runs programs on this computer</translation>
    </message>
    <message>
        <source>Anyone who can open the shared folder can start the scripts in the folders below, with your user’s rights. Turn it on only for scripts you trust, on a network you trust.</source>
        <translation>Anyone who can open the shared folder can start the scripts in the folders below, with your user’s rights. Turn it on only for scripts you trust, on a network you trust.</translation>
    </message>
    <message>
        <source>Run CGI scripts</source>
        <translation>Run CGI scripts</translation>
    </message>
    <message>
        <source>Off by default. Turns off again when you share another folder.</source>
        <translation>Off by default. Turns off again when you share another folder.</translation>
    </message>
    <message>
        <source>Script folders</source>
        <translation>Script folders</translation>
    </message>
    <message>
        <source>Files in these folders are run, never shown. Nothing can be uploaded there.</source>
        <translation>Files in these folders are run, never shown. Nothing can be uploaded there.</translation>
    </message>
    <message>
        <source>Stop a script after</source>
        <translation>Stop a script after</translation>
    </message>
    <message>
        <source>Require a password as well</source>
        <translation>Require a password as well</translation>
    </message>
    <message>
        <source>Recommended when scripts can change files.</source>
        <translation>Recommended when scripts can change files.</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Show folder</translation>
    </message>
    <message>
        <source>Show the shared folder</source>
        <translation>Show the shared folder</translation>
    </message>
    <message>
        <source>Choose a folder to share first.</source>
        <translation>Choose a folder to share first.</translation>
    </message>
    <message>
        <source>Not while devices may only add files.</source>
        <translation>Not while devices may only add files.</translation>
    </message>
    <message>
        <source>Scripts in {folders} of “{folder}” will run with your user’s rights: they can read, change and delete your files.</source>
        <translation>Scripts in {folders} of “{folder}” will run with your user’s rights: they can read, change and delete your files.</translation>
    </message>
    <message>
        <source>Let devices run scripts on this computer?</source>
        <translation>Let devices run scripts on this computer?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Run scripts</source>
        <translation>Run scripts</translation>
    </message>
    <message>
        <source>Only this computer can start them.</source>
        <translation>Only this computer can start them.</translation>
    </message>
    <message>
        <source>Everyone who has the password or the QR code can start them.</source>
        <translation>Everyone who has the password or the QR code can start them.</translation>
    </message>
    <message>
        <source>Every device that you allow can start them.</source>
        <translation>Every device that you allow can start them.</translation>
    </message>
    <message>
        <source>Everyone on this network can start them.</source>
        <translation>Everyone on this network can start them.</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n script(s) found in “{folder}”</source>
        <translation>
            <numerusform>%n script found in “{folder}”</numerusform>
            <numerusform>%n scripts found in “{folder}”</numerusform>
        </translation>
    </message>
    <message>
        <source>More than {count} scripts found</source>
        <translation>More than {count} scripts found</translation>
    </message>
</context>
<context>
    <name>Checklist</name>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Choose folder…</source>
        <translation>Choose folder…</translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation>Address copied</translation>
    </message>
</context>
<context>
    <name>ConnectHelp</name>
    <message>
        <source>Copy command</source>
        <translation>Copy command</translation>
    </message>
    <message>
        <source>Phone can’t connect?</source>
        <translation>Phone can’t connect?</translation>
    </message>
    <message>
        <source>Make visible</source>
        <translation>Make visible</translation>
    </message>
    <message>
        <source>Show the next one</source>
        <translation>Show the next one</translation>
    </message>
    <message>
        <source>A device has connected</source>
        <translation>A device has connected</translation>
    </message>
    <message>
        <source>No cause was found on this computer.</source>
        <translation>No cause was found on this computer.</translation>
    </message>
    <message>
        <source>Turn mobile data off. A guest Wi‑Fi keeps devices apart: use the main one.</source>
        <translation>Turn mobile data off. A guest Wi‑Fi keeps devices apart: use the main one.</translation>
    </message>
    <message>
        <source>Some browsers need {scheme}:// in front.</source>
        <translation>Some browsers need {scheme}:// in front.</translation>
    </message>
    <message>
        <source>Some browsers need {scheme}:// in front and :{port} at the end.</source>
        <translation>Some browsers need {scheme}:// in front and :{port} at the end.</translation>
    </message>
    <message>
        <source>Connect the phone to the same Wi‑Fi</source>
        <translation>Connect the phone to the same Wi‑Fi</translation>
    </message>
    <message>
        <source>Type the whole address</source>
        <translation>Type the whole address</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message numerus="yes">
        <source>This computer has %n address(es). The QR code shows the chosen one.</source>
        <translation>
            <numerusform>This computer has %n address. The QR code shows it.</numerusform>
            <numerusform>This computer has %n addresses. The QR code shows the chosen one.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try another address</source>
        <translation>Try another address</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copied</translation>
    </message>
</context>
<context>
    <name>ConnectWords</name>
    <message>
        <source>Who may connect?</source>
        <translation>Who may connect?</translation>
    </message>
    <message>
        <source>Checking the address…</source>
        <translation>Checking the address…</translation>
    </message>
    <message>
        <source>Is it the right address?</source>
        <translation>Is it the right address?</translation>
    </message>
    <message>
        <source>Is a VPN in the way?</source>
        <translation>Is a VPN in the way?</translation>
    </message>
    <message>
        <source>Is a firewall in the way?</source>
        <translation>Is a firewall in the way?</translation>
    </message>
    <message>
        <source>It is open to the network</source>
        <translation>It is open to the network</translation>
    </message>
    <message>
        <source>On every address of this computer.</source>
        <translation>On every address of this computer.</translation>
    </message>
    <message>
        <source>Only devices in the network of {address} can connect.</source>
        <translation>Only devices in the network of {address} can connect.</translation>
    </message>
    <message>
        <source>It is open to one network</source>
        <translation>It is open to one network</translation>
    </message>
    <message>
        <source>Make it visible to the network, then scan the QR code.</source>
        <translation>Make it visible to the network, then scan the QR code.</translation>
    </message>
    <message>
        <source>Only this computer can connect</source>
        <translation>Only this computer can connect</translation>
    </message>
    <message>
        <source>It opens on this computer</source>
        <translation>It opens on this computer</translation>
    </message>
    <message>
        <source>Just checked: {url} answers.</source>
        <translation>Just checked: {url} answers.</translation>
    </message>
    <message>
        <source>{url} does not answer. Stop sharing and start it again.</source>
        <translation>{url} does not answer. Stop sharing and start it again.</translation>
    </message>
    <message>
        <source>It doesn’t open on this computer</source>
        <translation>It doesn’t open on this computer</translation>
    </message>
    <message>
        <source>Connect it to Wi‑Fi or by cable.</source>
        <translation>Connect it to Wi‑Fi or by cable.</translation>
    </message>
    <message>
        <source>This computer is in no network</source>
        <translation>This computer is in no network</translation>
    </message>
    <message>
        <source>The QR code shows the right address</source>
        <translation>The QR code shows the right address</translation>
    </message>
    <message>
        <source>{other} is more likely to work than {address}.</source>
        <translation>{other} is more likely to work than {address}.</translation>
    </message>
    <message>
        <source>Another address may work better</source>
        <translation>Another address may work better</translation>
    </message>
    <message>
        <source>{address} is not an address of a home network.</source>
        <translation>{address} is not an address of a home network.</translation>
    </message>
    <message>
        <source>This is a public address</source>
        <translation>This is a public address</translation>
    </message>
    <message>
        <source>{address} ({interface}) belongs to a VPN or a virtual machine. Choose another.</source>
        <translation>{address} ({interface}) belongs to a VPN or a virtual machine. Choose another.</translation>
    </message>
    <message>
        <source>Phones can’t reach this address</source>
        <translation>Phones can’t reach this address</translation>
    </message>
    <message>
        <source>There is no QR code</source>
        <translation>There is no QR code</translation>
    </message>
    <message>
        <source>It appears once the network can see the share.</source>
        <translation>It appears once the network can see the share.</translation>
    </message>
    <message>
        <source>There is no address for phones</source>
        <translation>There is no address for phones</translation>
    </message>
    <message>
        <source>Connect this computer to a network first.</source>
        <translation>Connect this computer to a network first.</translation>
    </message>
    <message>
        <source>No VPN is on here</source>
        <translation>No VPN is on here</translation>
    </message>
    <message>
        <source>If the phone has one, pause it.</source>
        <translation>If the phone has one, pause it.</translation>
    </message>
    <message>
        <source>Pause it ({name}) if nothing else helps, also on the phone.</source>
        <translation>Pause it ({name}) if nothing else helps, also on the phone.</translation>
    </message>
    <message>
        <source>A VPN is on</source>
        <translation>A VPN is on</translation>
    </message>
    <message>
        <source>No firewall is in the way</source>
        <translation>No firewall is in the way</translation>
    </message>
    <message>
        <source>The firewall lets devices in</source>
        <translation>The firewall lets devices in</translation>
    </message>
    <message>
        <source>The firewall keeps devices out ({name})</source>
        <translation>The firewall keeps devices out ({name})</translation>
    </message>
    <message>
        <source>Windows treats this network as public</source>
        <translation>Windows treats this network as public</translation>
    </message>
    <message>
        <source>Allow shareapp in the firewall</source>
        <translation>Allow shareapp in the firewall</translation>
    </message>
    <message>
        <source>In Windows Security, allow it on private networks. Or by a command:</source>
        <translation>In Windows Security, allow it on private networks. Or by a command:</translation>
    </message>
    <message>
        <source>In System Settings, Network, Firewall, let it accept connections. Or:</source>
        <translation>In System Settings, Network, Firewall, let it accept connections. Or:</translation>
    </message>
    <message>
        <source>Paste it into PowerShell, opened as administrator.</source>
        <translation>Paste it into PowerShell, opened as administrator.</translation>
    </message>
    <message>
        <source>Paste it into a terminal.</source>
        <translation>Paste it into a terminal.</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>Stop %n transfer(s) and share “{folder}”?</source>
        <translation>
            <numerusform>Stop %n transfer and share “{folder}”?</numerusform>
            <numerusform>Stop %n transfers and share “{folder}”?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CredentialsRow</name>
    <message>
        <source>Hide password</source>
        <translation>Hide password</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>Show password</translation>
    </message>
    <message>
        <source>Password copied</source>
        <translation>Password copied</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>User name</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Copy password</source>
        <translation>Copy password</translation>
    </message>
    <message>
        <source>Make a new password</source>
        <translation>Make a new password</translation>
    </message>
    <message>
        <source>Whoever came in with the old password or QR code is locked out.</source>
        <translation>Whoever came in with the old password or QR code is locked out.</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Stop sharing and quit?</source>
        <translation>Stop sharing and quit?</translation>
    </message>
    <message numerus="yes">
        <source>Stop %n transfer(s) and quit?</source>
        <translation>
            <numerusform>Stop %n transfer and quit?</numerusform>
            <numerusform>Stop %n transfers and quit?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DesktopMessages</name>
    <message>
        <source>Open shareapp</source>
        <translation>Open shareapp</translation>
    </message>
</context>
<context>
    <name>DevicesDialog</name>
    <message>
        <source>Devices</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Disconnect</translation>
    </message>
    <message>
        <source>Block until shareapp quits</source>
        <translation>Block until shareapp quits</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Blocked</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>Unblock</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>First seen</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Last seen</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requests</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>Version {version}. Free software under the MIT licence.</source>
        <translation>Version {version}. Free software under the MIT licence.</translation>
    </message>
    <message>
        <source>Shares a folder with the phones and computers on your network. Nothing is sent to the internet.</source>
        <translation>Shares a folder with the phones and computers on your network. Nothing is sent to the internet.</translation>
    </message>
    <message>
        <source>Runs on Python {python} and Qt {qt} (LGPL).</source>
        <translation>Runs on Python {python} and Qt {qt} (LGPL).</translation>
    </message>
    <message>
        <source>How to continue</source>
        <translation>How to continue</translation>
    </message>
    <message>
        <source>Compare the fingerprint shown here with the one on the phone, then continue.</source>
        <translation>Compare the fingerprint shown here with the one on the phone, then continue.</translation>
    </message>
    <message>
        <source>Safari: Show Details → visit this website.</source>
        <translation>Safari: Show Details → visit this website.</translation>
    </message>
    <message>
        <source>Chrome, Samsung Internet: Advanced → Continue.</source>
        <translation>Chrome, Samsung Internet: Advanced → Continue.</translation>
    </message>
    <message>
        <source>Firefox: Advanced → Accept the Risk.</source>
        <translation>Firefox: Advanced → Accept the Risk.</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint</source>
        <translation>SHA-256 fingerprint</translation>
    </message>
    <message>
        <source>Copy fingerprint</source>
        <translation>Copy fingerprint</translation>
    </message>
    <message>
        <source>Sharing is still on</source>
        <translation>Sharing is still on</translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>Keep open</translation>
    </message>
    <message>
        <source>Keep sharing in the tray</source>
        <translation>Keep sharing in the tray</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>Stop and quit</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Release to share this folder</source>
        <translation>Release to share this folder</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Drop a folder here to share it</source>
        <translation>Drop a folder here to share it</translation>
    </message>
    <message>
        <source>Phones and computers on your network open it in a browser. Nothing is sent to the internet.</source>
        <translation>Phones and computers on your network open it in a browser. Nothing is sent to the internet.</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Choose folder…</translation>
    </message>
    <message>
        <source>Recent folders</source>
        <translation>Recent folders</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Clear filter</source>
        <translation>Clear filter</translation>
    </message>
    <message>
        <source>No requests match the filter</source>
        <translation>No requests match the filter</translation>
    </message>
    <message>
        <source>Only this computer can connect. Open the address in a browser here.</source>
        <translation>Only this computer can connect. Open the address in a browser here.</translation>
    </message>
    <message>
        <source>Waiting for the first request</source>
        <translation>Waiting for the first request</translation>
    </message>
    <message>
        <source>Scan the QR code with a phone on the same Wi‑Fi.</source>
        <translation>Scan the QR code with a phone on the same Wi‑Fi.</translation>
    </message>
    <message>
        <source>Waiting for the first device</source>
        <translation>Waiting for the first device</translation>
    </message>
    <message>
        <source>A transfer is under way</source>
        <translation>A transfer is under way</translation>
    </message>
    <message>
        <source>It is listed here when it is complete.</source>
        <translation>It is listed here when it is complete.</translation>
    </message>
    <message>
        <source>Every page and file a device opens is listed here.</source>
        <translation>Every page and file a device opens is listed here.</translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation>No requests yet</translation>
    </message>
</context>
<context>
    <name>ExposureDialog</name>
    <message>
        <source>What can they see?</source>
        <translation>What can they see?</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Preferences</translation>
    </message>
</context>
<context>
    <name>ExposureWords</name>
    <message>
        <source>counting files…</source>
        <translation>counting files…</translation>
    </message>
    <message>
        <source>more than {count} files</source>
        <translation>more than {count} files</translation>
    </message>
    <message>
        <source>your whole home folder</source>
        <translation>your whole home folder</translation>
    </message>
    <message>
        <source>every home folder</source>
        <translation>every home folder</translation>
    </message>
    <message>
        <source>a whole disk</source>
        <translation>a whole disk</translation>
    </message>
    <message>
        <source>Devices see nothing</source>
        <translation>Devices see nothing</translation>
    </message>
    <message>
        <source>They can only add files.</source>
        <translation>They can only add files.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln name(s) look secret</source>
        <translation>
            <numerusform>%Ln name looks secret</numerusform>
            <numerusform>%Ln names look secret</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) can’t be opened</source>
        <translation>
            <numerusform>%Ln folder can’t be opened</numerusform>
            <numerusform>%Ln folders can’t be opened</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s)</source>
        <translation>
            <numerusform>%Ln folder</numerusform>
            <numerusform>%Ln folders</numerusform>
        </translation>
    </message>
    <message>
        <source>{files} in {folders}</source>
        <translation>{files} in {folders}</translation>
    </message>
    <message>
        <source>{files}, {size}</source>
        <translation>{files}, {size}</translation>
    </message>
    <message>
        <source>There is more; not all of it was counted.</source>
        <translation>There is more; not all of it was counted.</translation>
    </message>
    <message>
        <source>Devices can view and download all of this, and add files.</source>
        <translation>Devices can view and download all of this, and add files.</translation>
    </message>
    <message>
        <source>Devices can view, download, rename and delete all of this, and add files.</source>
        <translation>Devices can view, download, rename and delete all of this, and add files.</translation>
    </message>
    <message>
        <source>Devices can view and download all of this.</source>
        <translation>Devices can view and download all of this.</translation>
    </message>
    <message>
        <source>Only this computer can open it</source>
        <translation>Only this computer can open it</translation>
    </message>
    <message>
        <source>Each new device waits until you allow it.</source>
        <translation>Each new device waits until you allow it.</translation>
    </message>
    <message>
        <source>Only devices that you let in</source>
        <translation>Only devices that you let in</translation>
    </message>
    <message>
        <source>Whoever scans the QR code comes in, too.</source>
        <translation>Whoever scans the QR code comes in, too.</translation>
    </message>
    <message>
        <source>Only who knows the password</source>
        <translation>Only who knows the password</translation>
    </message>
    <message>
        <source>No password is asked. In a network with strangers, switch one on.</source>
        <translation>No password is asked. In a network with strangers, switch one on.</translation>
    </message>
    <message>
        <source>Everyone on this network can open it</source>
        <translation>Everyone on this network can open it</translation>
    </message>
    <message>
        <source>It holds what programs keep for themselves. Better choose a folder inside it.</source>
        <translation>It holds what programs keep for themselves. Better choose a folder inside it.</translation>
    </message>
    <message>
        <source>This is your whole home folder</source>
        <translation>This is your whole home folder</translation>
    </message>
    <message>
        <source>Everybody’s home folder is in it</source>
        <translation>Everybody’s home folder is in it</translation>
    </message>
    <message>
        <source>This is a whole disk</source>
        <translation>This is a whole disk</translation>
    </message>
    <message>
        <source>No name looks secret</source>
        <translation>No name looks secret</translation>
    </message>
    <message>
        <source>Looking for names that look secret…</source>
        <translation>Looking for names that look secret…</translation>
    </message>
    <message>
        <source>Keys, passwords and wallets are looked for by name; no file is opened.</source>
        <translation>Keys, passwords and wallets are looked for by name; no file is opened.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln name(s) look secret and can be downloaded</source>
        <translation>
            <numerusform>%Ln name looks secret and can be downloaded</numerusform>
            <numerusform>%Ln names look secret and can be downloaded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hidden item(s) are shown</source>
        <translation>
            <numerusform>%Ln hidden item is shown</numerusform>
            <numerusform>%Ln hidden items are shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hidden item(s) are left out</source>
        <translation>
            <numerusform>%Ln hidden item is left out</numerusform>
            <numerusform>%Ln hidden items are left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) lead out of the folder and are followed</source>
        <translation>
            <numerusform>%Ln link leads out of the folder and is followed</numerusform>
            <numerusform>%Ln links lead out of the folder and are followed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) are not followed</source>
        <translation>
            <numerusform>%Ln link is not followed</numerusform>
            <numerusform>%Ln links are not followed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is hidden in it</source>
        <translation>Nothing is hidden in it</translation>
    </message>
    <message>
        <source>No link leads out of it</source>
        <translation>No link leads out of it</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Preferences</source>
        <translation>Preferences</translation>
    </message>
    <message>
        <source>What can they see? {facts}</source>
        <translation>What can they see? {facts}</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>Change the shared folder</source>
        <translation>Change the shared folder</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>What can they see?</source>
        <translation>What can they see?</translation>
    </message>
</context>
<context>
    <name>HttpsRows</name>
    <message>
        <source>Use HTTPS</source>
        <translation>Use HTTPS</translation>
    </message>
    <message>
        <source>Encrypts everything between this computer and other devices.</source>
        <translation>Encrypts everything between this computer and other devices.</translation>
    </message>
    <message>
        <source>Certificate made on this computer</source>
        <translation>Certificate made on this computer</translation>
    </message>
    <message>
        <source>Easiest. Phones show a security warning once.</source>
        <translation>Easiest. Phones show a security warning once.</translation>
    </message>
    <message>
        <source>My own certificate files</source>
        <translation>My own certificate files</translation>
    </message>
    <message>
        <source>For a certificate from a company, school or tool such as mkcert.</source>
        <translation>For a certificate from a company, school or tool such as mkcert.</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>Private key</translation>
    </message>
    <message>
        <source>Key password file</source>
        <translation>Key password file</translation>
    </message>
    <message>
        <source>Only if the key is encrypted.</source>
        <translation>Only if the key is encrypted.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
    <message>
        <source>Browse for certificate</source>
        <translation>Browse for certificate</translation>
    </message>
    <message>
        <source>Browse for private key</source>
        <translation>Browse for private key</translation>
    </message>
    <message>
        <source>Browse for key password file</source>
        <translation>Browse for key password file</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Browse…</translation>
    </message>
    <message>
        <source>Copy fingerprint</source>
        <translation>Copy fingerprint</translation>
    </message>
    <message>
        <source>How to continue</source>
        <translation>How to continue</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint</source>
        <translation>SHA-256 fingerprint</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copied</translation>
    </message>
</context>
<context>
    <name>LargeQr</name>
    <message>
        <source>QR code</source>
        <translation>QR code</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Scan with a phone camera to come in without the password, or type this address.</source>
        <translation>Scan with a phone camera to come in without the password, or type this address.</translation>
    </message>
    <message>
        <source>Scan with a phone camera, or type this address in any browser.</source>
        <translation>Scan with a phone camera, or type this address in any browser.</translation>
    </message>
</context>
<context>
    <name>LogDetails</name>
    <message>
        <source>Encryption</source>
        <translation>Encryption</translation>
    </message>
    <message>
        <source>Close details</source>
        <translation>Close details</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Request</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
</context>
<context>
    <name>LogExport</name>
    <message>
        <source>Table (CSV)</source>
        <translation>Table (CSV)</translation>
    </message>
    <message>
        <source>Web server log (Combined)</source>
        <translation>Web server log (Combined)</translation>
    </message>
    <message>
        <source>HTTP Archive (HAR)</source>
        <translation>HTTP Archive (HAR)</translation>
    </message>
</context>
<context>
    <name>LogMenu</name>
    <message>
        <source>Columns</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>Filter by path or device</source>
        <translation>Filter by path or device</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>Devices…</source>
        <translation>Devices…</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>Copy row</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>Copy as curl</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Filter to this device</source>
        <translation>Filter to this device</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Clear filter</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>LogMessages</name>
    <message numerus="yes">
        <source>Export %n request(s)</source>
        <translation>
            <numerusform>Export %n request</numerusform>
            <numerusform>Export %n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export {shown} of %n request(s)</source>
        <translation>
            <numerusform>Export {shown} of %n request</numerusform>
            <numerusform>Export {shown} of %n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) exported</source>
        <translation>
            <numerusform>%n request exported</numerusform>
            <numerusform>%n requests exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{shown} of %n request(s) exported</source>
        <translation>
            <numerusform>{shown} of %n request exported</numerusform>
            <numerusform>{shown} of %n requests exported</numerusform>
        </translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Show folder</translation>
    </message>
    <message>
        <source>There is no space left for “{file}”.</source>
        <translation>There is no space left for “{file}”.</translation>
    </message>
    <message>
        <source>You don’t have permission to write “{file}”.</source>
        <translation>You don’t have permission to write “{file}”.</translation>
    </message>
    <message>
        <source>“{file}” could not be written: {detail}</source>
        <translation>“{file}” could not be written: {detail}</translation>
    </message>
    <message>
        <source>Choose another place…</source>
        <translation>Choose another place…</translation>
    </message>
    <message>
        <source>The log was not exported</source>
        <translation>The log was not exported</translation>
    </message>
</context>
<context>
    <name>LogPage</name>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Rows kept in the window</source>
        <translation>Rows kept in the window</translation>
    </message>
    <message>
        <source>Older rows are removed first. 100–100,000.</source>
        <translation>Older rows are removed first. 100–100,000.</translation>
    </message>
    <message>
        <source>Show device names</source>
        <translation>Show device names</translation>
    </message>
    <message>
        <source>Guessed from the browser, such as “iPhone”.</source>
        <translation>Guessed from the browser, such as “iPhone”.</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Times</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>Local time</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Also write the log to a file</source>
        <translation>Also write the log to a file</translation>
    </message>
    <message>
        <source>Contains addresses of devices and names of files.</source>
        <translation>Contains addresses of devices and names of files.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Browse…</translation>
    </message>
    <message>
        <source>Browse for the log file</source>
        <translation>Browse for the log file</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Combined (Apache)</source>
        <translation>Combined (Apache)</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>Start a new file at</source>
        <translation>Start a new file at</translation>
    </message>
</context>
<context>
    <name>LogTools</name>
    <message>
        <source>Filter by path or device</source>
        <translation>Filter by path or device</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>More log actions</source>
        <translation>More log actions</translation>
    </message>
    <message>
        <source>All statuses</source>
        <translation>All statuses</translation>
    </message>
    <message>
        <source>Success (2xx)</source>
        <translation>Success (2xx)</translation>
    </message>
    <message>
        <source>Redirect (3xx)</source>
        <translation>Redirect (3xx)</translation>
    </message>
    <message>
        <source>Client error (4xx)</source>
        <translation>Client error (4xx)</translation>
    </message>
    <message>
        <source>Server error (5xx)</source>
        <translation>Server error (5xx)</translation>
    </message>
    <message>
        <source>All errors</source>
        <translation>All errors</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Copied</source>
        <translation>Copied</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Activity</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requests</translation>
    </message>
    <message numerus="yes">
        <source>%Ln device(s)</source>
        <translation>
            <numerusform>%Ln device</numerusform>
            <numerusform>%Ln devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s)</source>
        <translation>
            <numerusform>%Ln request</numerusform>
            <numerusform>%Ln requests</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} sent</source>
        <translation>{size} sent</translation>
    </message>
    <message>
        <source>{size} received</source>
        <translation>{size} received</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not shown</source>
        <translation>
            <numerusform>%Ln not shown</numerusform>
            <numerusform>%Ln not shown</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the newest requests (End)</source>
        <translation>Show the newest requests (End)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Sharing started: {url}</source>
        <translation>Sharing started: {url}</translation>
    </message>
    <message>
        <source>Sharing stopped</source>
        <translation>Sharing stopped</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Sharing has stopped</source>
        <translation>Sharing has stopped</translation>
    </message>
    <message>
        <source>Couldn’t start sharing</source>
        <translation>Couldn’t start sharing</translation>
    </message>
    <message>
        <source>Ready to share</source>
        <translation>Ready to share</translation>
    </message>
    <message>
        <source>Another program on this computer is using it.</source>
        <translation>Another program on this computer is using it.</translation>
    </message>
    <message>
        <source>It is used by the program “{program}”.</source>
        <translation>It is used by the program “{program}”.</translation>
    </message>
    <message>
        <source>Choose another port</source>
        <translation>Choose another port</translation>
    </message>
    <message>
        <source>Port {port} is free.</source>
        <translation>Port {port} is free.</translation>
    </message>
    <message>
        <source>Port {port} is already in use</source>
        <translation>Port {port} is already in use</translation>
    </message>
    <message>
        <source>Ports below 1024 are reserved by the system.</source>
        <translation>Ports below 1024 are reserved by the system.</translation>
    </message>
    <message>
        <source>Port {port} works without special rights.</source>
        <translation>Port {port} works without special rights.</translation>
    </message>
    <message>
        <source>Port {port} needs administrator rights</source>
        <translation>Port {port} needs administrator rights</translation>
    </message>
    <message>
        <source>Share on port {port}</source>
        <translation>Share on port {port}</translation>
    </message>
    <message>
        <source>This computer doesn’t have the address {address} (any more).</source>
        <translation>This computer doesn’t have the address {address} (any more).</translation>
    </message>
    <message>
        <source>Use {address}</source>
        <translation>Use {address}</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Choose folder…</translation>
    </message>
    <message>
        <source>This folder can’t be read</source>
        <translation>This folder can’t be read</translation>
    </message>
    <message>
        <source>You don’t have permission to open “{folder}”.</source>
        <translation>You don’t have permission to open “{folder}”.</translation>
    </message>
    <message>
        <source>The folder is no longer available</source>
        <translation>The folder is no longer available</translation>
    </message>
    <message>
        <source>“{folder}” was moved, deleted or disconnected.</source>
        <translation>“{folder}” was moved, deleted or disconnected.</translation>
    </message>
    <message>
        <source>Sharing has stopped.</source>
        <translation>Sharing has stopped.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Share without HTTPS</source>
        <translation>Share without HTTPS</translation>
    </message>
    <message>
        <source>Check certificate…</source>
        <translation>Check certificate…</translation>
    </message>
    <message>
        <source>The certificate can’t be used</source>
        <translation>The certificate can’t be used</translation>
    </message>
    <message>
        <source>The private key doesn’t belong to this certificate.</source>
        <translation>The private key doesn’t belong to this certificate.</translation>
    </message>
    <message>
        <source>The key password is wrong.</source>
        <translation>The key password is wrong.</translation>
    </message>
    <message>
        <source>This isn’t a PEM certificate.</source>
        <translation>This isn’t a PEM certificate.</translation>
    </message>
    <message>
        <source>The certificate expired on {date}.</source>
        <translation>The certificate expired on {date}.</translation>
    </message>
    <message>
        <source>The certificate is not valid before {date}.</source>
        <translation>The certificate is not valid before {date}.</translation>
    </message>
    <message>
        <source>The file can’t be read.</source>
        <translation>The file can’t be read.</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <extracomment>A date format of Qt: d is the day, MMMM the month&apos;s name, M its number, yyyy the year.</extracomment>
        <translation>d MMMM yyyy</translation>
    </message>
    <message>
        <source>Sharing couldn’t start</source>
        <translation>Sharing couldn’t start</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copy details</translation>
    </message>
    <message>
        <source>Phones can’t reach this address</source>
        <translation>Phones can’t reach this address</translation>
    </message>
    <message>
        <source>Sharing is limited to this computer. Make it visible to the network to use the QR code.</source>
        <translation>Sharing is limited to this computer. Make it visible to the network to use the QR code.</translation>
    </message>
    <message>
        <source>Make visible</source>
        <translation>Make visible</translation>
    </message>
    <message>
        <source>No network connection</source>
        <translation>No network connection</translation>
    </message>
    <message>
        <source>Connect to Wi‑Fi to share with phones.</source>
        <translation>Connect to Wi‑Fi to share with phones.</translation>
    </message>
    <message>
        <source>The QR code now shows {address}.</source>
        <translation>The QR code now shows {address}.</translation>
    </message>
    <message>
        <source>The address changed</source>
        <translation>The address changed</translation>
    </message>
    <message>
        <source>Phones will show a security warning once</source>
        <translation>Phones will show a security warning once</translation>
    </message>
    <message>
        <source>That’s expected: browsers don’t know this computer’s own certificate. The connection is still encrypted.</source>
        <translation>That’s expected: browsers don’t know this computer’s own certificate. The connection is still encrypted.</translation>
    </message>
    <message>
        <source>How to continue</source>
        <translation>How to continue</translation>
    </message>
    <message>
        <source>No device has connected yet</source>
        <translation>No device has connected yet</translation>
    </message>
    <message>
        <source>Phone can’t connect?</source>
        <translation>Phone can’t connect?</translation>
    </message>
    <message>
        <source>Your system may ask about network access.</source>
        <translation>Your system may ask about network access.</translation>
    </message>
    <message>
        <source>Choose Allow for private networks.</source>
        <translation>Choose Allow for private networks.</translation>
    </message>
    <message>
        <source>This folder does not exist</source>
        <translation>This folder does not exist</translation>
    </message>
    <message>
        <source>Share “{folder}” instead</source>
        <translation>Share “{folder}” instead</translation>
    </message>
    <message>
        <source>Its folder, “{folder}”, is chosen already.</source>
        <translation>Its folder, “{folder}”, is chosen already.</translation>
    </message>
    <message>
        <source>All transfers have ended</source>
        <translation>All transfers have ended</translation>
    </message>
    <message>
        <source>Share “{folder}”</source>
        <translation>Share “{folder}”</translation>
    </message>
    <message>
        <source>Only folders can be shared</source>
        <translation>Only folders can be shared</translation>
    </message>
    <message>
        <source>Stop and share</source>
        <translation>Stop and share</translation>
    </message>
    <message>
        <source>Applies after sharing restarts.</source>
        <translation>Applies after sharing restarts.</translation>
    </message>
    <message>
        <source>Restart sharing</source>
        <translation>Restart sharing</translation>
    </message>
    <message>
        <source>The settings could not be read</source>
        <translation>The settings could not be read</translation>
    </message>
    <message>
        <source>The last good ones are used. The broken file was kept: {file}</source>
        <translation>The last good ones are used. The broken file was kept: {file}</translation>
    </message>
    <message>
        <source>Some settings could not be read</source>
        <translation>Some settings could not be read</translation>
    </message>
    <message>
        <source>These have their default again: {names}</source>
        <translation>These have their default again: {names}</translation>
    </message>
    <message>
        <source>The settings come from a newer version</source>
        <translation>The settings come from a newer version</translation>
    </message>
    <message>
        <source>What this version does not know is left out.</source>
        <translation>What this version does not know is left out.</translation>
    </message>
    <message>
        <source>The log isn’t written to its file</source>
        <translation>The log isn’t written to its file</translation>
    </message>
    <message>
        <source>Without HTTPS, others on this network could read the password.</source>
        <translation>Without HTTPS, others on this network could read the password.</translation>
    </message>
    <message>
        <source>Enter a number from 1 to 65535. Still using {value}.</source>
        <translation>Enter a number from 1 to 65535. Still using {value}.</translation>
    </message>
    <message>
        <source>Enter a number. Still using {value}.</source>
        <translation>Enter a number. Still using {value}.</translation>
    </message>
    <message>
        <source>Enter a number above zero. Still using {value}.</source>
        <translation>Enter a number above zero. Still using {value}.</translation>
    </message>
    <message>
        <source>Enter an address such as 192.168.0.12.</source>
        <translation>Enter an address such as 192.168.0.12.</translation>
    </message>
    <message>
        <source>{given} is not one of the choices.</source>
        <translation>{given} is not one of the choices.</translation>
    </message>
    <message>
        <source>This can’t be empty.</source>
        <translation>This can’t be empty.</translation>
    </message>
    <message>
        <source>A name can’t contain a slash.</source>
        <translation>A name can’t contain a slash.</translation>
    </message>
    <message>
        <source>“{given}” can’t be a name. Enter one such as nas.example, without http:// and port.</source>
        <translation>“{given}” can’t be a name. Enter one such as nas.example, without http:// and port.</translation>
    </message>
    <message>
        <source>Enter a folder such as /cgi-bin.</source>
        <translation>Enter a folder such as /cgi-bin.</translation>
    </message>
    <message>
        <source>A user name can’t contain a colon.</source>
        <translation>A user name can’t contain a colon.</translation>
    </message>
    <message>
        <source>{client} used https://, but this share is http://.</source>
        <translation>{client} used https://, but this share is http://.</translation>
    </message>
    <message>
        <source>{client} used http://, but this share is https://.</source>
        <translation>{client} used http://, but this share is https://.</translation>
    </message>
    <message>
        <source>{client} did not accept the certificate ({detail}).</source>
        <translation>{client} did not accept the certificate ({detail}).</translation>
    </message>
    <message>
        <source>{client} sent something that is not HTTP.</source>
        <translation>{client} sent something that is not HTTP.</translation>
    </message>
    <message>
        <source>{client} was too slow and was disconnected.</source>
        <translation>{client} was too slow and was disconnected.</translation>
    </message>
    <message>
        <source>A page failed because of a mistake in shareapp: {detail}</source>
        <translation>A page failed because of a mistake in shareapp: {detail}</translation>
    </message>
    <message>
        <source>Too many open files. New devices wait.</source>
        <translation>Too many open files. New devices wait.</translation>
    </message>
    <message>
        <source>Script {detail} says: {more}</source>
        <translation>Script {detail} says: {more}</translation>
    </message>
    <message>
        <source>Script {detail} was ended by signal {more}.</source>
        <translation>Script {detail} was ended by signal {more}.</translation>
    </message>
    <message>
        <source>Script {detail} ended with code {more}.</source>
        <translation>Script {detail} ended with code {more}.</translation>
    </message>
    <message>
        <source>Wi‑Fi</source>
        <translation>Wi‑Fi</translation>
    </message>
    <message>
        <source>Ethernet</source>
        <translation>Ethernet</translation>
    </message>
    <message>
        <source>Virtual</source>
        <translation>Virtual</translation>
    </message>
    <message>
        <source>This computer only</source>
        <translation>This computer only</translation>
    </message>
    <message>
        <source>This share has ended</source>
        <translation>This share has ended</translation>
    </message>
    <message>
        <source>Devices that open it are told so.</source>
        <translation>Devices that open it are told so.</translation>
    </message>
    <message>
        <source>Change when it ends…</source>
        <translation>Change when it ends…</translation>
    </message>
    <message>
        <source>Share again</source>
        <translation>Share again</translation>
    </message>
</context>
<context>
    <name>NetworkPage</name>
    <message>
        <source>Network</source>
        <translation>Network</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>1–65535. The default is 8000.</source>
        <translation>1–65535. The default is 8000.</translation>
    </message>
    <message>
        <source>If the port is in use</source>
        <translation>If the port is in use</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Ask</translation>
    </message>
    <message>
        <source>Use the next free port</source>
        <translation>Use the next free port</translation>
    </message>
    <message>
        <source>Visible to</source>
        <translation>Visible to</translation>
    </message>
    <message>
        <source>Who can open the shared folder.</source>
        <translation>Who can open the shared folder.</translation>
    </message>
    <message>
        <source>Everyone on this network</source>
        <translation>Everyone on this network</translation>
    </message>
    <message>
        <source>This computer only</source>
        <translation>This computer only</translation>
    </message>
    <message>
        <source>One address…</source>
        <translation>One address…</translation>
    </message>
    <message>
        <source>Bind address</source>
        <translation>Bind address</translation>
    </message>
    <message>
        <source>An address of this computer.</source>
        <translation>An address of this computer.</translation>
    </message>
    <message>
        <source>Prefer IPv6 in the QR code</source>
        <translation>Prefer IPv6 in the QR code</translation>
    </message>
    <message>
        <source>Most home networks work best with this off.</source>
        <translation>Most home networks work best with this off.</translation>
    </message>
    <message>
        <source>Further names of this computer</source>
        <translation>Further names of this computer</translation>
    </message>
    <message>
        <source>Its own names and addresses always work. Others, such as nas.example, are refused unless named here.</source>
        <translation>Its own names and addresses always work. Others, such as nas.example, are refused unless named here.</translation>
    </message>
    <message>
        <source>HTTP version</source>
        <translation>HTTP version</translation>
    </message>
    <message>
        <source>HTTP/1.1 keeps connections open, so pages load faster. HTTP/1.0 is for very old clients.</source>
        <translation>HTTP/1.1 keeps connections open, so pages load faster. HTTP/1.0 is for very old clients.</translation>
    </message>
    <message>
        <source>Compress text</source>
        <translation>Compress text</translation>
    </message>
    <message>
        <source>Pages and text files arrive sooner on slow networks. This computer works more.</source>
        <translation>Pages and text files arrive sooner on slow networks. This computer works more.</translation>
    </message>
    <message>
        <source>HTTP/1.1 (recommended)</source>
        <translation>HTTP/1.1 (recommended)</translation>
    </message>
    <message>
        <source>{connection} · devices on this network can connect.</source>
        <translation>{connection} · devices on this network can connect.</translation>
    </message>
</context>
<context>
    <name>Newcomers</name>
    <message>
        <source>New device: {device}</source>
        <translation>New device: {device}</translation>
    </message>
    <message numerus="yes">
        <source>%n new device(s)</source>
        <translation>
            <numerusform>%n new device</numerusform>
            <numerusform>%n new devices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NotesButton</name>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
    <message>
        <source>What went wrong beside the requests</source>
        <translation>What went wrong beside the requests</translation>
    </message>
</context>
<context>
    <name>NotesDialog</name>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>What went wrong beside the requests</source>
        <translation>What went wrong beside the requests</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copy details</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copied</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Sharing has stopped: {reason}</source>
        <translation>Sharing has stopped: {reason}</translation>
    </message>
    <message>
        <source>{device} wants to open the folder</source>
        <translation>{device} wants to open the folder</translation>
    </message>
    <message>
        <source>New device: {device}</source>
        <translation>New device: {device}</translation>
    </message>
    <message numerus="yes">
        <source>%n new device(s)</source>
        <translation>
            <numerusform>%n new device</numerusform>
            <numerusform>%n new devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) added from {device}</source>
        <translation>
            <numerusform>%n file added from {device}</numerusform>
            <numerusform>%n files added from {device}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) added</source>
        <translation>
            <numerusform>%n file added</numerusform>
            <numerusform>%n files added</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Preferences</source>
        <translation>Preferences</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>Restore defaults</translation>
    </message>
    <message>
        <source>Only the options of this page.</source>
        <translation>Only the options of this page.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>This can’t be empty.</source>
        <translation>This can’t be empty.</translation>
    </message>
    <message>
        <source>Use at least 8 characters. The old password still counts.</source>
        <translation>Use at least 8 characters. The old password still counts.</translation>
    </message>
    <message>
        <source>Enter the whole path of a file.</source>
        <translation>Enter the whole path of a file.</translation>
    </message>
    <message>
        <source>This computer doesn’t have the address {address}.</source>
        <translation>This computer doesn’t have the address {address}.</translation>
    </message>
    <message>
        <source>Enter a number from 100 to 100,000. Still using {value}.</source>
        <translation>Enter a number from 100 to 100,000. Still using {value}.</translation>
    </message>
    <message>
        <source>This file can’t be written ({reason}). Nothing is written.</source>
        <translation>This file can’t be written ({reason}). Nothing is written.</translation>
    </message>
    <message>
        <source>The system refused this change ({reason}).</source>
        <translation>The system refused this change ({reason}).</translation>
    </message>
    <message>
        <source>Choose the certificate first.</source>
        <translation>Choose the certificate first.</translation>
    </message>
    <message>
        <source>Choose the private key, too.</source>
        <translation>Choose the private key, too.</translation>
    </message>
    <message>
        <source>This key doesn’t belong to the certificate.</source>
        <translation>This key doesn’t belong to the certificate.</translation>
    </message>
    <message>
        <source>This isn’t a PEM private key.</source>
        <translation>This isn’t a PEM private key.</translation>
    </message>
    <message>
        <source>The key is encrypted. Choose the file with its password.</source>
        <translation>The key is encrypted. Choose the file with its password.</translation>
    </message>
    <message>
        <source>self-signed</source>
        <translation>self-signed</translation>
    </message>
    <message>
        <source>issued by {issuer}</source>
        <translation>issued by {issuer}</translation>
    </message>
    <message>
        <source>Valid until {date}</source>
        <translation>Valid until {date}</translation>
    </message>
    <message>
        <source>Browsers will warn at what the certificate doesn’t name: {addresses}</source>
        <translation>Browsers will warn at what the certificate doesn’t name: {addresses}</translation>
    </message>
    <message>
        <source>{names} is not executable and will return 403.</source>
        <translation>{names} is not executable and will return 403.</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>Drive</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Look in:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>Files of &amp;type:</translation>
    </message>
</context>
<context>
    <name>QrView</name>
    <message>
        <source>QR code for {url}</source>
        <translation>QR code for {url}</translation>
    </message>
    <message>
        <source>Enlarge QR code</source>
        <translation>Enlarge QR code</translation>
    </message>
    <message>
        <source>The QR code
appears here</source>
        <translation>The QR code
appears here</translation>
    </message>
    <message>
        <source>No QR code: only this computer can open this address</source>
        <translation>No QR code: only this computer can open this address</translation>
    </message>
    <message>
        <source>No network connection</source>
        <translation>No network connection</translation>
    </message>
</context>
<context>
    <name>RecycleDialog</name>
    <message>
        <source>Nothing is in the recycle folder.</source>
        <translation>Nothing is in the recycle folder.</translation>
    </message>
    <message>
        <source>Deleted files</source>
        <translation>Deleted files</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>Empty…</source>
        <translation>Empty…</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n item(s) for good?</source>
        <translation>
            <numerusform>Delete %n item for good?</numerusform>
            <numerusform>Delete %n items for good?</numerusform>
        </translation>
    </message>
    <message>
        <source>This can’t be undone.</source>
        <translation>This can’t be undone.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Delete for good</translation>
    </message>
    <message>
        <source>The system refused this change ({reason}).</source>
        <translation>The system refused this change ({reason}).</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Was in</source>
        <translation>Was in</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Deleted</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
</context>
<context>
    <name>RequestFacts</name>
    <message>
        <source>Delivered.</source>
        <translation>Delivered.</translation>
    </message>
    <message>
        <source>The file was added to the folder.</source>
        <translation>The file was added to the folder.</translation>
    </message>
    <message>
        <source>Done; there was nothing to send back.</source>
        <translation>Done; there was nothing to send back.</translation>
    </message>
    <message>
        <source>A part of the file, as players and resumed downloads ask for it.</source>
        <translation>A part of the file, as players and resumed downloads ask for it.</translation>
    </message>
    <message>
        <source>The device was sent on to another address.</source>
        <translation>The device was sent on to another address.</translation>
    </message>
    <message>
        <source>The device was sent on to a page that shows the outcome.</source>
        <translation>The device was sent on to a page that shows the outcome.</translation>
    </message>
    <message>
        <source>The device already has this version, so nothing was sent again.</source>
        <translation>The device already has this version, so nothing was sent again.</translation>
    </message>
    <message>
        <source>The request could not be understood.</source>
        <translation>The request could not be understood.</translation>
    </message>
    <message>
        <source>The password was missing or wrong. Browsers ask for it after a first answer like this.</source>
        <translation>The password was missing or wrong. Browsers ask for it after a first answer like this.</translation>
    </message>
    <message>
        <source>This is not shared: hidden, outside of the folder, or not allowed.</source>
        <translation>This is not shared: hidden, outside of the folder, or not allowed.</translation>
    </message>
    <message>
        <source>There is no such file in the folder.</source>
        <translation>There is no such file in the folder.</translation>
    </message>
    <message>
        <source>This can’t be done here, such as uploading while uploads are off.</source>
        <translation>This can’t be done here, such as uploading while uploads are off.</translation>
    </message>
    <message>
        <source>The device took too long to ask.</source>
        <translation>The device took too long to ask.</translation>
    </message>
    <message>
        <source>A file of that name, or another state, is in the way.</source>
        <translation>A file of that name, or another state, is in the way.</translation>
    </message>
    <message>
        <source>The device did not say how much it would send.</source>
        <translation>The device did not say how much it would send.</translation>
    </message>
    <message>
        <source>The file has changed since the device last saw it.</source>
        <translation>The file has changed since the device last saw it.</translation>
    </message>
    <message>
        <source>Too large: the limit is in the preferences.</source>
        <translation>Too large: the limit is in the preferences.</translation>
    </message>
    <message>
        <source>The address is too long.</source>
        <translation>The address is too long.</translation>
    </message>
    <message>
        <source>What was sent has a form that is not understood here.</source>
        <translation>What was sent has a form that is not understood here.</translation>
    </message>
    <message>
        <source>The device asked for a part behind the end of the file.</source>
        <translation>The device asked for a part behind the end of the file.</translation>
    </message>
    <message>
        <source>The device expected something that is not offered.</source>
        <translation>The device expected something that is not offered.</translation>
    </message>
    <message>
        <source>The name in the address is not one of this computer.</source>
        <translation>The name in the address is not one of this computer.</translation>
    </message>
    <message>
        <source>The request has too many or too long header fields.</source>
        <translation>The request has too many or too long header fields.</translation>
    </message>
    <message>
        <source>Something went wrong on this computer.</source>
        <translation>Something went wrong on this computer.</translation>
    </message>
    <message>
        <source>This kind of request is not known here.</source>
        <translation>This kind of request is not known here.</translation>
    </message>
    <message>
        <source>The script gave no usable answer.</source>
        <translation>The script gave no usable answer.</translation>
    </message>
    <message>
        <source>Not now: the device waits to be let in, sharing was being stopped, or too much was going on.</source>
        <translation>Not now: the device waits to be let in, sharing was being stopped, or too much was going on.</translation>
    </message>
    <message>
        <source>The script took longer than it may.</source>
        <translation>The script took longer than it may.</translation>
    </message>
    <message>
        <source>This version of HTTP is not spoken here.</source>
        <translation>This version of HTTP is not spoken here.</translation>
    </message>
    <message>
        <source>The disk of this computer is full.</source>
        <translation>The disk of this computer is full.</translation>
    </message>
    <message>
        <source>It worked.</source>
        <translation>It worked.</translation>
    </message>
    <message>
        <source>The request could not be fulfilled as it was asked.</source>
        <translation>The request could not be fulfilled as it was asked.</translation>
    </message>
    <message>
        <source>A mistake in shareapp. The notes of the log have the details.</source>
        <translation>A mistake in shareapp. The notes of the log have the details.</translation>
    </message>
    <message>
        <source>Browsers ask for this picture by themselves; a folder need not have one.</source>
        <translation>Browsers ask for this picture by themselves; a folder need not have one.</translation>
    </message>
    <message>
        <source>The device has announced a file. Its parts follow.</source>
        <translation>The device has announced a file. Its parts follow.</translation>
    </message>
    <message>
        <source>A part of a file has arrived and is right.</source>
        <translation>A part of a file has arrived and is right.</translation>
    </message>
    <message>
        <source>The device stopped reading. Players do so when someone skips ahead; nothing is wrong.</source>
        <translation>The device stopped reading. Players do so when someone skips ahead; nothing is wrong.</translation>
    </message>
    <message>
        <source>The device left before the answer was complete.</source>
        <translation>The device left before the answer was complete.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>User name</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Path</translation>
    </message>
    <message>
        <source>As sent</source>
        <translation>As sent</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Duration</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>Came from</source>
        <translation>Came from</translation>
    </message>
</context>
<context>
    <name>RequestLog</name>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Method</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Path</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Duration</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>The device left before the answer was complete.</source>
        <translation>The device left before the answer was complete.</translation>
    </message>
</context>
<context>
    <name>RunningPage</name>
    <message>
        <source>Stopping…</source>
        <translation>Stopping…</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message>
        <source>Sharing · {time}</source>
        <translation>Sharing · {time}</translation>
    </message>
    <message>
        <source>Uploads allowed</source>
        <translation>Uploads allowed</translation>
    </message>
    <message>
        <source>View and download</source>
        <translation>View and download</translation>
    </message>
    <message>
        <source>Password on</source>
        <translation>Password on</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>No password</source>
        <translation>No password</translation>
    </message>
    <message>
        <source>Open network preferences.</source>
        <translation>Open network preferences.</translation>
    </message>
    <message>
        <source>Open sharing preferences.</source>
        <translation>Open sharing preferences.</translation>
    </message>
    <message>
        <source>Open security preferences.</source>
        <translation>Open security preferences.</translation>
    </message>
    <message>
        <source>Changes allowed</source>
        <translation>Changes allowed</translation>
    </message>
    <message>
        <source>Uploads only</source>
        <translation>Uploads only</translation>
    </message>
    <message numerus="yes">
        <source>Finishing %n transfer(s). New requests are refused.</source>
        <translation>
            <numerusform>Finishing %n transfer. New requests are refused.</numerusform>
            <numerusform>Finishing %n transfers. New requests are refused.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only this computer can open this address.</source>
        <translation>Only this computer can open this address.</translation>
    </message>
    <message>
        <source>Scan with a phone camera to come in without the password, or type this address.</source>
        <translation>Scan with a phone camera to come in without the password, or type this address.</translation>
    </message>
    <message>
        <source>Scan with a phone camera, or type this address in any browser.</source>
        <translation>Scan with a phone camera, or type this address in any browser.</translation>
    </message>
    <message>
        <source>Phone can’t connect?</source>
        <translation>Phone can’t connect?</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
</context>
<context>
    <name>ScriptConsole</name>
    <message>
        <source>Last runs</source>
        <translation>Last runs</translation>
    </message>
    <message>
        <source>How each script ended, how long it took, and what it wrote to its error output.</source>
        <translation>How each script ended, how long it took, and what it wrote to its error output.</translation>
    </message>
    <message>
        <source>No script has run yet.</source>
        <translation>No script has run yet.</translation>
    </message>
    <message>
        <source>Copy the runs</source>
        <translation>Copy the runs</translation>
    </message>
    <message>
        <source>Clear the runs</source>
        <translation>Clear the runs</translation>
    </message>
    <message>
        <source>ended by signal {number}</source>
        <translation>ended by signal {number}</translation>
    </message>
    <message>
        <source>exit code {number}</source>
        <translation>exit code {number}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copied</translation>
    </message>
</context>
<context>
    <name>SecurityPage</name>
    <message>
        <source>Security</source>
        <translation>Security</translation>
    </message>
    <message>
        <source>Require a password</source>
        <translation>Require a password</translation>
    </message>
    <message>
        <source>Whoever scans the QR code comes in. Others type the password once.</source>
        <translation>Whoever scans the QR code comes in. Others type the password once.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>User name</translation>
    </message>
    <message>
        <source>Ask for each new device</source>
        <translation>Ask for each new device</translation>
    </message>
    <message>
        <source>It waits until you allow it in this window. A device that you deny is blocked.</source>
        <translation>It waits until you allow it in this window. A device that you deny is blocked.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>At least 8 characters.</source>
        <translation>At least 8 characters.</translation>
    </message>
    <message>
        <source>Set earlier, and not kept in a form that can be shown. Type another or make a new one.</source>
        <translation>Set earlier, and not kept in a form that can be shown. Type another or make a new one.</translation>
    </message>
    <message>
        <source>Hide password</source>
        <translation>Hide password</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>Show password</translation>
    </message>
    <message>
        <source>Make a new password</source>
        <translation>Make a new password</translation>
    </message>
</context>
<context>
    <name>SetupForm</name>
    <message>
        <source>Everyone on this network</source>
        <translation>Everyone on this network</translation>
    </message>
    <message>
        <source>This computer only</source>
        <translation>This computer only</translation>
    </message>
    <message>
        <source>Devices on the same network can view, download and add files in this folder.</source>
        <translation>Devices on the same network can view, download and add files in this folder.</translation>
    </message>
    <message>
        <source>Devices on the same network can view, download, add, rename and delete files.</source>
        <translation>Devices on the same network can view, download, add, rename and delete files.</translation>
    </message>
    <message>
        <source>Devices on the same network can add files to this folder, and see nothing of it.</source>
        <translation>Devices on the same network can add files to this folder, and see nothing of it.</translation>
    </message>
    <message>
        <source>Devices on the same network can view and download everything in this folder.</source>
        <translation>Devices on the same network can view and download everything in this folder.</translation>
    </message>
    <message>
        <source>What can they see?</source>
        <translation>What can they see?</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Visible to</source>
        <translation>Visible to</translation>
    </message>
    <message>
        <source>Allow uploads</source>
        <translation>Allow uploads</translation>
    </message>
    <message>
        <source>Devices can add files. Existing files are never replaced.</source>
        <translation>Devices can add files. Existing files are never replaced.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Whoever scans the QR code comes in. Others type the password once.</source>
        <translation>Whoever scans the QR code comes in. Others type the password once.</translation>
    </message>
    <message>
        <source>HTTPS</source>
        <translation>HTTPS</translation>
    </message>
    <message>
        <source>Encrypts everything between this computer and other devices.</source>
        <translation>Encrypts everything between this computer and other devices.</translation>
    </message>
</context>
<context>
    <name>ShareButtons</name>
    <message>
        <source>Opening port {port}…</source>
        <translation>Opening port {port}…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Starting…</translation>
    </message>
    <message>
        <source>Stop sharing</source>
        <translation>Stop sharing</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>Stop now</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Start sharing</source>
        <translation>Start sharing</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copied</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copy address</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Open in browser</translation>
    </message>
    <message>
        <source>Enlarge QR code</source>
        <translation>Enlarge QR code</translation>
    </message>
</context>
<context>
    <name>SharingPage</name>
    <message>
        <source>Sharing</source>
        <translation>Sharing</translation>
    </message>
    <message>
        <source>What devices may do</source>
        <translation>What devices may do</translation>
    </message>
    <message>
        <source>Let devices change files</source>
        <translation>Let devices change files</translation>
    </message>
    <message>
        <source>They can make folders, rename and delete. What they delete waits in a recycle folder.</source>
        <translation>They can make folders, rename and delete. What they delete waits in a recycle folder.</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>Show…</translation>
    </message>
    <message>
        <source>Show deleted files</source>
        <translation>Show deleted files</translation>
    </message>
    <message>
        <source>When a file of the same name is there</source>
        <translation>When a file of the same name is there</translation>
    </message>
    <message>
        <source>Largest upload</source>
        <translation>Largest upload</translation>
    </message>
    <message>
        <source>Bigger files are refused.</source>
        <translation>Bigger files are refused.</translation>
    </message>
    <message>
        <source>Open index.html automatically</source>
        <translation>Open index.html automatically</translation>
    </message>
    <message>
        <source>When a folder has one, show it instead of the file list.</source>
        <translation>When a folder has one, show it instead of the file list.</translation>
    </message>
    <message>
        <source>Offer “Download all as ZIP”</source>
        <translation>Offer “Download all as ZIP”</translation>
    </message>
    <message>
        <source>Adds a button to every folder page.</source>
        <translation>Adds a button to every folder page.</translation>
    </message>
    <message>
        <source>Show hidden files</source>
        <translation>Show hidden files</translation>
    </message>
    <message>
        <source>Files whose names begin with a dot, such as .env.</source>
        <translation>Files whose names begin with a dot, such as .env.</translation>
    </message>
    <message>
        <source>Follow links out of the folder</source>
        <translation>Follow links out of the folder</translation>
    </message>
    <message>
        <source>Shortcuts (symbolic links) may expose files outside the shared folder.</source>
        <translation>Shortcuts (symbolic links) may expose files outside the shared folder.</translation>
    </message>
    <message>
        <source>End the share after</source>
        <translation>End the share after</translation>
    </message>
    <message>
        <source>Counted from the start. Devices are then told that it has ended.</source>
        <translation>Counted from the start. Devices are then told that it has ended.</translation>
    </message>
    <message>
        <source>End the share after downloads</source>
        <translation>End the share after downloads</translation>
    </message>
    <message>
        <source>Each file or ZIP that a device has received completely counts. What is under way is finished.</source>
        <translation>Each file or ZIP that a device has received completely counts. What is under way is finished.</translation>
    </message>
    <message>
        <source>Start shareapp when you log in</source>
        <translation>Start shareapp when you log in</translation>
    </message>
    <message>
        <source>Start sharing when the app opens</source>
        <translation>Start sharing when the app opens</translation>
    </message>
    <message>
        <source>When the window is closed while sharing</source>
        <translation>When the window is closed while sharing</translation>
    </message>
    <message>
        <source>View and download</source>
        <translation>View and download</translation>
    </message>
    <message>
        <source>View, download and add files</source>
        <translation>View, download and add files</translation>
    </message>
    <message>
        <source>Only add files</source>
        <translation>Only add files</translation>
    </message>
    <message>
        <source>Keep both: “photo (2).jpg”</source>
        <translation>Keep both: “photo (2).jpg”</translation>
    </message>
    <message>
        <source>Keep the old one</source>
        <translation>Keep the old one</translation>
    </message>
    <message>
        <source>Replace the old one</source>
        <translation>Replace the old one</translation>
    </message>
    <message>
        <source>Not while devices may add files: anybody could add one.</source>
        <translation>Not while devices may add files: anybody could add one.</translation>
    </message>
    <message>
        <source>Deleted files</source>
        <translation>Deleted files</translation>
    </message>
    <message>
        <source>Nothing is in the recycle folder.</source>
        <translation>Nothing is in the recycle folder.</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody can add, change or delete anything.</source>
        <translation>Nobody can add, change or delete anything.</translation>
    </message>
    <message>
        <source>Devices see only a form to add files, and never what is in the folder.</source>
        <translation>Devices see only a form to add files, and never what is in the folder.</translation>
    </message>
    <message>
        <source>Devices can add files beside what is there.</source>
        <translation>Devices can add files beside what is there.</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Never</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n download(s)</source>
        <translation>
            <numerusform>%n download</numerusform>
            <numerusform>%n downloads</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep sharing in the tray</source>
        <translation>Keep sharing in the tray</translation>
    </message>
    <message>
        <source>Ask every time</source>
        <translation>Ask every time</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>Stop and quit</translation>
    </message>
</context>
<context>
    <name>TransferRow</name>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Stop the transfer of {name}</source>
        <translation>Stop the transfer of {name}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>{time} left</translation>
    </message>
</context>
<context>
    <name>TransfersView</name>
    <message numerus="yes">
        <source>%n transfer(s)</source>
        <translation>
            <numerusform>%n transfer</numerusform>
            <numerusform>%n transfers</numerusform>
        </translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Show fewer</translation>
    </message>
    <message numerus="yes">
        <source>Show all (%n)</source>
        <translation>
            <numerusform>Show all (%n)</numerusform>
            <numerusform>Show all (%n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Not sharing</source>
        <translation>Not sharing</translation>
    </message>
    <message>
        <source>Stop sharing</source>
        <translation>Stop sharing</translation>
    </message>
    <message>
        <source>Start sharing</source>
        <translation>Start sharing</translation>
    </message>
    <message>
        <source>Show QR code</source>
        <translation>Show QR code</translation>
    </message>
    <message>
        <source>Open shareapp</source>
        <translation>Open shareapp</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>Stop now</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Starting…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Stopping…</translation>
    </message>
    <message>
        <source>Sharing “{folder}”</source>
        <translation>Sharing “{folder}”</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n device</numerusform>
            <numerusform>%n devices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Visitors</name>
    <message numerus="yes">
        <source>%n more device(s) waiting.</source>
        <translation>
            <numerusform>%n more device is waiting.</numerusform>
            <numerusform>%n more devices are waiting.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Deny</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Allow</translation>
    </message>
    <message>
        <source>{device} wants to open the folder</source>
        <translation>{device} wants to open the folder</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>Open folder…</source>
        <translation>Open folder…</translation>
    </message>
    <message>
        <source>Start or stop sharing</source>
        <translation>Start or stop sharing</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copy address</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Open in browser</translation>
    </message>
    <message>
        <source>Enlarge QR code</source>
        <translation>Enlarge QR code</translation>
    </message>
    <message>
        <source>Phone can’t connect?</source>
        <translation>Phone can’t connect?</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Preferences</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>About shareapp</source>
        <translation>About shareapp</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>Close window</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Recent folders</source>
        <translation>Recent folders</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>Same as system</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dark</translation>
    </message>
</context>
</TS>
