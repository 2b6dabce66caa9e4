<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>AppearancePage</name>
    <message>
        <source>Appearance &amp; language</source>
        <translation>모양 및 언어</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>시스템 설정 따름</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Show icon in the tray</source>
        <translation>트레이에 아이콘 표시</translation>
    </message>
    <message>
        <source>Stop sharing or copy the address without opening the window.</source>
        <translation>창을 열지 않고 공유를 중지하거나 주소를 복사할 수 있습니다.</translation>
    </message>
    <message>
        <source>Notify when a new device connects</source>
        <translation>새 기기가 연결되면 알림</translation>
    </message>
    <message>
        <source>Notify when an upload finishes</source>
        <translation>업로드가 끝나면 알림</translation>
    </message>
    <message>
        <source>Notify when sharing stops unexpectedly</source>
        <translation>공유가 예기치 않게 중지되면 알림</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>CertificateDialog</name>
    <message>
        <source>Create a certificate for this computer</source>
        <translation>이 컴퓨터용 인증서 만들기</translation>
    </message>
    <message>
        <source>Encrypts sharing without buying anything. The private key never leaves this computer.</source>
        <translation>비용 없이 공유를 암호화합니다. 개인 키는 이 컴퓨터 밖으로 나가지 않습니다.</translation>
    </message>
    <message>
        <source>Use my own files…</source>
        <translation>내 파일 사용…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Create and use</source>
        <translation>만들어서 사용</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>만드는 중…</translation>
    </message>
    <message>
        <source>The certificate couldn’t be saved</source>
        <translation>인증서를 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Works for these addresses</source>
        <translation>사용할 수 있는 주소</translation>
    </message>
    <message>
        <source>Valid for</source>
        <translation>유효 기간</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90일</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1년</translation>
    </message>
    <message>
        <source>2 years</source>
        <translation>2년</translation>
    </message>
    <message>
        <source>Phones will show a security warning once</source>
        <translation>휴대폰에 보안 경고가 한 번 표시됩니다</translation>
    </message>
    <message>
        <source>Compare the fingerprint shown here with the one on the phone, then choose “Continue”.</source>
        <translation>여기에 표시된 지문과 휴대폰의 지문을 비교한 다음 “계속”을 선택하세요.</translation>
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
        <translation>CGI는 이 컴퓨터에서 프로그램을 실행합니다</translation>
    </message>
    <message>
        <source>Anyone who can open the shared folder can start the scripts in the folders below, with your user’s rights. Turn it on only for scripts you trust, on a network you trust.</source>
        <translation>공유 폴더를 열 수 있는 사람은 누구나 아래 폴더의 스크립트를 내 사용자 권한으로 실행할 수 있습니다. 믿을 수 있는 스크립트와 네트워크에서만 켜세요.</translation>
    </message>
    <message>
        <source>Run CGI scripts</source>
        <translation>CGI 스크립트 실행</translation>
    </message>
    <message>
        <source>Off by default. Turns off again when you share another folder.</source>
        <translation>기본값은 꺼짐입니다. 다른 폴더를 공유하면 다시 꺼집니다.</translation>
    </message>
    <message>
        <source>Script folders</source>
        <translation>스크립트 폴더</translation>
    </message>
    <message>
        <source>Files in these folders are run, never shown. Nothing can be uploaded there.</source>
        <translation>이 폴더의 파일은 내용을 보여 주지 않고 실행만 합니다. 이 폴더로는 업로드할 수 없습니다.</translation>
    </message>
    <message>
        <source>Stop a script after</source>
        <translation>스크립트 실행 제한 시간</translation>
    </message>
    <message>
        <source>Require a password as well</source>
        <translation>암호도 함께 사용</translation>
    </message>
    <message>
        <source>Recommended when scripts can change files.</source>
        <translation>스크립트가 파일을 바꿀 수 있다면 권장합니다.</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Show the shared folder</source>
        <translation>공유 폴더 보기</translation>
    </message>
    <message>
        <source>Choose a folder to share first.</source>
        <translation>먼저 공유할 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>Not while devices may only add files.</source>
        <translation>기기에서 파일을 추가할 수만 있는 동안에는 실행하지 않습니다.</translation>
    </message>
    <message>
        <source>Scripts in {folders} of “{folder}” will run with your user’s rights: they can read, change and delete your files.</source>
        <translation>“{folder}” 폴더의 {folders}에 있는 스크립트가 내 사용자 권한으로 실행되어 내 파일을 읽고, 바꾸고, 지울 수 있습니다.</translation>
    </message>
    <message>
        <source>Let devices run scripts on this computer?</source>
        <translation>다른 기기에서 이 컴퓨터의 스크립트를 실행하게 할까요?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Run scripts</source>
        <translation>스크립트 실행</translation>
    </message>
    <message>
        <source>Only this computer can start them.</source>
        <translation>이 컴퓨터에서만 실행할 수 있습니다.</translation>
    </message>
    <message>
        <source>Everyone who has the password or the QR code can start them.</source>
        <translation>암호나 QR 코드가 있는 사람은 누구나 실행할 수 있습니다.</translation>
    </message>
    <message>
        <source>Every device that you allow can start them.</source>
        <translation>허용한 모든 기기에서 실행할 수 있습니다.</translation>
    </message>
    <message>
        <source>Everyone on this network can start them.</source>
        <translation>이 네트워크의 모든 기기에서 실행할 수 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n초</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n분</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n script(s) found in “{folder}”</source>
        <translation>
            <numerusform>“{folder}” 폴더에서 스크립트 %n개 발견</numerusform>
        </translation>
    </message>
    <message>
        <source>More than {count} scripts found</source>
        <translation>찾은 스크립트: {count}개 이상</translation>
    </message>
</context>
<context>
    <name>Checklist</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Choose folder…</source>
        <translation>폴더 선택…</translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation>주소를 복사했습니다</translation>
    </message>
</context>
<context>
    <name>ConnectHelp</name>
    <message>
        <source>Copy command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>Phone can’t connect?</source>
        <translation>휴대폰에서 연결되지 않나요?</translation>
    </message>
    <message>
        <source>Make visible</source>
        <translation>네트워크에 공개</translation>
    </message>
    <message>
        <source>Show the next one</source>
        <translation>다음 주소 표시</translation>
    </message>
    <message>
        <source>A device has connected</source>
        <translation>기기가 연결되었습니다</translation>
    </message>
    <message>
        <source>No cause was found on this computer.</source>
        <translation>이 컴퓨터에서는 원인을 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>Turn mobile data off. A guest Wi‑Fi keeps devices apart: use the main one.</source>
        <translation>모바일 데이터를 끄세요. 게스트 Wi‑Fi에서는 기기끼리 연결할 수 없으니 기본 Wi‑Fi를 사용하세요.</translation>
    </message>
    <message>
        <source>Some browsers need {scheme}:// in front.</source>
        <translation>일부 브라우저에서는 앞의 {scheme}://까지 입력해야 합니다.</translation>
    </message>
    <message>
        <source>Some browsers need {scheme}:// in front and :{port} at the end.</source>
        <translation>일부 브라우저에서는 앞의 {scheme}://와 끝의 :{port}까지 입력해야 합니다.</translation>
    </message>
    <message>
        <source>Connect the phone to the same Wi‑Fi</source>
        <translation>휴대폰을 같은 Wi‑Fi에 연결하세요</translation>
    </message>
    <message>
        <source>Type the whole address</source>
        <translation>주소를 전부 입력하세요</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message numerus="yes">
        <source>This computer has %n address(es). The QR code shows the chosen one.</source>
        <translation>
            <numerusform>이 컴퓨터의 주소는 %n개입니다. QR 코드에는 선택한 주소가 표시됩니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try another address</source>
        <translation>다른 주소 시도</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
</context>
<context>
    <name>ConnectWords</name>
    <message>
        <source>Who may connect?</source>
        <translation>누가 연결할 수 있나요?</translation>
    </message>
    <message>
        <source>Checking the address…</source>
        <translation>주소를 확인하는 중…</translation>
    </message>
    <message>
        <source>Is it the right address?</source>
        <translation>알맞은 주소인가요?</translation>
    </message>
    <message>
        <source>Is a VPN in the way?</source>
        <translation>VPN이 막고 있나요?</translation>
    </message>
    <message>
        <source>Is a firewall in the way?</source>
        <translation>방화벽이 막고 있나요?</translation>
    </message>
    <message>
        <source>It is open to the network</source>
        <translation>네트워크에 공개되어 있습니다</translation>
    </message>
    <message>
        <source>On every address of this computer.</source>
        <translation>이 컴퓨터의 모든 주소에서 열립니다.</translation>
    </message>
    <message>
        <source>Only devices in the network of {address} can connect.</source>
        <translation>{address} 네트워크에 있는 기기만 연결할 수 있습니다.</translation>
    </message>
    <message>
        <source>It is open to one network</source>
        <translation>한 네트워크에만 공개되어 있습니다</translation>
    </message>
    <message>
        <source>Make it visible to the network, then scan the QR code.</source>
        <translation>네트워크에 공개한 다음 QR 코드를 스캔하세요.</translation>
    </message>
    <message>
        <source>Only this computer can connect</source>
        <translation>이 컴퓨터만 연결할 수 있습니다</translation>
    </message>
    <message>
        <source>It opens on this computer</source>
        <translation>이 컴퓨터에서는 정상적으로 열립니다</translation>
    </message>
    <message>
        <source>Just checked: {url} answers.</source>
        <translation>방금 확인함: {url} 응답</translation>
    </message>
    <message>
        <source>{url} does not answer. Stop sharing and start it again.</source>
        <translation>응답이 없습니다: {url} 공유를 중지했다가 다시 시작하세요.</translation>
    </message>
    <message>
        <source>It doesn’t open on this computer</source>
        <translation>이 컴퓨터에서 열리지 않습니다</translation>
    </message>
    <message>
        <source>Connect it to Wi‑Fi or by cable.</source>
        <translation>Wi‑Fi나 케이블로 연결하세요.</translation>
    </message>
    <message>
        <source>This computer is in no network</source>
        <translation>이 컴퓨터가 네트워크에 연결되어 있지 않습니다</translation>
    </message>
    <message>
        <source>The QR code shows the right address</source>
        <translation>QR 코드에 알맞은 주소가 표시됩니다</translation>
    </message>
    <message>
        <source>{other} is more likely to work than {address}.</source>
        <translation>{address}보다 {other} 주소가 연결될 가능성이 높습니다.</translation>
    </message>
    <message>
        <source>Another address may work better</source>
        <translation>다른 주소가 더 잘 연결될 수 있습니다</translation>
    </message>
    <message>
        <source>{address} is not an address of a home network.</source>
        <translation>홈 네트워크의 주소가 아닙니다: {address}</translation>
    </message>
    <message>
        <source>This is a public address</source>
        <translation>공인 주소입니다</translation>
    </message>
    <message>
        <source>{address} ({interface}) belongs to a VPN or a virtual machine. Choose another.</source>
        <translation>VPN이나 가상 컴퓨터의 주소입니다: {address} ({interface}). 다른 주소를 선택하세요.</translation>
    </message>
    <message>
        <source>Phones can’t reach this address</source>
        <translation>휴대폰에서는 이 주소를 열 수 없습니다</translation>
    </message>
    <message>
        <source>There is no QR code</source>
        <translation>QR 코드가 없습니다</translation>
    </message>
    <message>
        <source>It appears once the network can see the share.</source>
        <translation>네트워크에 공개하면 표시됩니다.</translation>
    </message>
    <message>
        <source>There is no address for phones</source>
        <translation>휴대폰에서 열 수 있는 주소가 없습니다</translation>
    </message>
    <message>
        <source>Connect this computer to a network first.</source>
        <translation>먼저 이 컴퓨터를 네트워크에 연결하세요.</translation>
    </message>
    <message>
        <source>No VPN is on here</source>
        <translation>이 컴퓨터에는 켜진 VPN이 없습니다</translation>
    </message>
    <message>
        <source>If the phone has one, pause it.</source>
        <translation>휴대폰에 VPN이 있으면 잠시 끄세요.</translation>
    </message>
    <message>
        <source>Pause it ({name}) if nothing else helps, also on the phone.</source>
        <translation>다른 방법으로 해결되지 않으면 잠시 끄세요 ({name}). 휴대폰에서도 끄세요.</translation>
    </message>
    <message>
        <source>A VPN is on</source>
        <translation>VPN이 켜져 있습니다</translation>
    </message>
    <message>
        <source>No firewall is in the way</source>
        <translation>막고 있는 방화벽이 없습니다</translation>
    </message>
    <message>
        <source>The firewall lets devices in</source>
        <translation>방화벽이 기기의 접속을 허용합니다</translation>
    </message>
    <message>
        <source>The firewall keeps devices out ({name})</source>
        <translation>방화벽이 기기의 접속을 막고 있습니다 ({name})</translation>
    </message>
    <message>
        <source>Windows treats this network as public</source>
        <translation>Windows가 이 네트워크를 공용으로 취급합니다</translation>
    </message>
    <message>
        <source>Allow shareapp in the firewall</source>
        <translation>방화벽에서 shareapp 허용</translation>
    </message>
    <message>
        <source>In Windows Security, allow it on private networks. Or by a command:</source>
        <translation>Windows 보안에서 개인 네트워크에 대해 허용하세요. 또는 명령으로:</translation>
    </message>
    <message>
        <source>In System Settings, Network, Firewall, let it accept connections. Or:</source>
        <translation>시스템 설정의 네트워크, 방화벽에서 연결을 허용하세요. 또는:</translation>
    </message>
    <message>
        <source>Paste it into PowerShell, opened as administrator.</source>
        <translation>관리자 권한으로 연 PowerShell에 붙여 넣으세요.</translation>
    </message>
    <message>
        <source>Paste it into a terminal.</source>
        <translation>터미널에 붙여 넣으세요.</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>Stop %n transfer(s) and share “{folder}”?</source>
        <translation>
            <numerusform>전송 %n건을 중지하고 “{folder}” 폴더를 공유할까요?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CredentialsRow</name>
    <message>
        <source>Hide password</source>
        <translation>암호 숨기기</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>암호 표시</translation>
    </message>
    <message>
        <source>Password copied</source>
        <translation>암호를 복사했습니다</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>사용자 이름</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>Copy password</source>
        <translation>암호 복사</translation>
    </message>
    <message>
        <source>Make a new password</source>
        <translation>새 암호 만들기</translation>
    </message>
    <message>
        <source>Whoever came in with the old password or QR code is locked out.</source>
        <translation>이전 암호나 QR 코드로 들어온 사람은 더 이상 들어올 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Stop sharing and quit?</source>
        <translation>공유를 중지하고 종료할까요?</translation>
    </message>
    <message numerus="yes">
        <source>Stop %n transfer(s) and quit?</source>
        <translation>
            <numerusform>전송 %n건을 중지하고 종료할까요?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DesktopMessages</name>
    <message>
        <source>Open shareapp</source>
        <translation>shareapp 열기</translation>
    </message>
</context>
<context>
    <name>DevicesDialog</name>
    <message>
        <source>Devices</source>
        <translation>기기</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>연결 끊기</translation>
    </message>
    <message>
        <source>Block until shareapp quits</source>
        <translation>shareapp을 끝낼 때까지 차단</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>차단됨</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>차단 해제</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>기기</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>처음 연결</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>마지막 연결</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Version {version}. Free software under the MIT licence.</source>
        <translation>버전 {version}. MIT 라이선스를 따르는 자유 소프트웨어입니다.</translation>
    </message>
    <message>
        <source>Shares a folder with the phones and computers on your network. Nothing is sent to the internet.</source>
        <translation>같은 네트워크의 휴대폰, 컴퓨터와 폴더를 공유합니다. 인터넷으로는 아무것도 전송되지 않습니다.</translation>
    </message>
    <message>
        <source>Runs on Python {python} and Qt {qt} (LGPL).</source>
        <translation>실행 환경: Python {python}, Qt {qt} (LGPL)</translation>
    </message>
    <message>
        <source>How to continue</source>
        <translation>계속하는 방법</translation>
    </message>
    <message>
        <source>Compare the fingerprint shown here with the one on the phone, then continue.</source>
        <translation>여기에 표시된 지문과 휴대폰에 표시된 지문을 비교한 다음 계속하세요.</translation>
    </message>
    <message>
        <source>Safari: Show Details → visit this website.</source>
        <translation>Safari: 세부사항 보기 → 이 웹사이트 방문.</translation>
    </message>
    <message>
        <source>Chrome, Samsung Internet: Advanced → Continue.</source>
        <translation>Chrome, 삼성 인터넷: 고급 → 계속.</translation>
    </message>
    <message>
        <source>Firefox: Advanced → Accept the Risk.</source>
        <translation>Firefox: 고급 → 위험을 감수하고 계속.</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint</source>
        <translation>SHA-256 지문</translation>
    </message>
    <message>
        <source>Copy fingerprint</source>
        <translation>지문 복사</translation>
    </message>
    <message>
        <source>Sharing is still on</source>
        <translation>아직 공유 중입니다</translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>계속 열어 두기</translation>
    </message>
    <message>
        <source>Keep sharing in the tray</source>
        <translation>트레이에서 계속 공유</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>중지하고 종료</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Release to share this folder</source>
        <translation>놓으면 이 폴더를 공유합니다</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Drop a folder here to share it</source>
        <translation>공유할 폴더를 여기에 끌어다 놓으세요</translation>
    </message>
    <message>
        <source>Phones and computers on your network open it in a browser. Nothing is sent to the internet.</source>
        <translation>같은 네트워크의 휴대폰과 컴퓨터에서 브라우저로 열 수 있습니다. 인터넷으로는 아무것도 전송되지 않습니다.</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>폴더 선택…</translation>
    </message>
    <message>
        <source>Recent folders</source>
        <translation>최근 폴더</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Clear filter</source>
        <translation>필터 지우기</translation>
    </message>
    <message>
        <source>No requests match the filter</source>
        <translation>필터와 일치하는 요청이 없습니다</translation>
    </message>
    <message>
        <source>Only this computer can connect. Open the address in a browser here.</source>
        <translation>이 컴퓨터에서만 연결할 수 있습니다. 이 컴퓨터의 브라우저에서 주소를 여세요.</translation>
    </message>
    <message>
        <source>Waiting for the first request</source>
        <translation>첫 번째 요청을 기다리는 중</translation>
    </message>
    <message>
        <source>Scan the QR code with a phone on the same Wi‑Fi.</source>
        <translation>같은 Wi‑Fi에 연결된 휴대폰으로 QR 코드를 스캔하세요.</translation>
    </message>
    <message>
        <source>Waiting for the first device</source>
        <translation>첫 번째 기기를 기다리는 중</translation>
    </message>
    <message>
        <source>A transfer is under way</source>
        <translation>전송이 진행 중입니다</translation>
    </message>
    <message>
        <source>It is listed here when it is complete.</source>
        <translation>완료되면 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Every page and file a device opens is listed here.</source>
        <translation>기기에서 연 페이지와 파일이 모두 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation>아직 요청이 없습니다</translation>
    </message>
</context>
<context>
    <name>ExposureDialog</name>
    <message>
        <source>What can they see?</source>
        <translation>무엇을 볼 수 있나요?</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>환경설정</translation>
    </message>
</context>
<context>
    <name>ExposureWords</name>
    <message>
        <source>counting files…</source>
        <translation>파일을 세는 중…</translation>
    </message>
    <message>
        <source>more than {count} files</source>
        <translation>파일 {count}개 이상</translation>
    </message>
    <message>
        <source>your whole home folder</source>
        <translation>홈 폴더 전체</translation>
    </message>
    <message>
        <source>every home folder</source>
        <translation>모든 홈 폴더</translation>
    </message>
    <message>
        <source>a whole disk</source>
        <translation>디스크 전체</translation>
    </message>
    <message>
        <source>Devices see nothing</source>
        <translation>기기에서는 아무것도 볼 수 없습니다</translation>
    </message>
    <message>
        <source>They can only add files.</source>
        <translation>파일을 추가할 수만 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln name(s) look secret</source>
        <translation>
            <numerusform>비밀로 보이는 이름 %Ln개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>파일 %Ln개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) can’t be opened</source>
        <translation>
            <numerusform>열 수 없는 폴더 %Ln개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s)</source>
        <translation>
            <numerusform>폴더 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>{files} in {folders}</source>
        <translation>{folders}, {files}</translation>
    </message>
    <message>
        <source>{files}, {size}</source>
        <translation>{files}, {size}</translation>
    </message>
    <message>
        <source>There is more; not all of it was counted.</source>
        <translation>더 있습니다. 전부 세지는 않았습니다.</translation>
    </message>
    <message>
        <source>Devices can view and download all of this, and add files.</source>
        <translation>기기에서 모두 보고 다운로드하고 파일을 추가할 수 있습니다.</translation>
    </message>
    <message>
        <source>Devices can view, download, rename and delete all of this, and add files.</source>
        <translation>기기에서 모두 보고, 다운로드하고, 이름을 바꾸고, 삭제하고, 파일을 추가할 수 있습니다.</translation>
    </message>
    <message>
        <source>Devices can view and download all of this.</source>
        <translation>기기에서 모두 보고 다운로드할 수 있습니다.</translation>
    </message>
    <message>
        <source>Only this computer can open it</source>
        <translation>이 컴퓨터에서만 열 수 있습니다</translation>
    </message>
    <message>
        <source>Each new device waits until you allow it.</source>
        <translation>새 기기는 허용할 때까지 기다립니다.</translation>
    </message>
    <message>
        <source>Only devices that you let in</source>
        <translation>허용한 기기만 들어올 수 있습니다</translation>
    </message>
    <message>
        <source>Whoever scans the QR code comes in, too.</source>
        <translation>QR 코드를 스캔한 사람도 들어올 수 있습니다.</translation>
    </message>
    <message>
        <source>Only who knows the password</source>
        <translation>암호를 아는 사람만 열 수 있습니다</translation>
    </message>
    <message>
        <source>No password is asked. In a network with strangers, switch one on.</source>
        <translation>암호를 묻지 않습니다. 모르는 사람이 있는 네트워크에서는 암호를 켜세요.</translation>
    </message>
    <message>
        <source>Everyone on this network can open it</source>
        <translation>이 네트워크의 누구나 열 수 있습니다</translation>
    </message>
    <message>
        <source>It holds what programs keep for themselves. Better choose a folder inside it.</source>
        <translation>프로그램이 따로 보관하는 파일이 들어 있습니다. 그 안의 폴더를 선택하는 것이 좋습니다.</translation>
    </message>
    <message>
        <source>This is your whole home folder</source>
        <translation>홈 폴더 전체입니다</translation>
    </message>
    <message>
        <source>Everybody’s home folder is in it</source>
        <translation>모든 사용자의 홈 폴더가 들어 있습니다</translation>
    </message>
    <message>
        <source>This is a whole disk</source>
        <translation>디스크 전체입니다</translation>
    </message>
    <message>
        <source>No name looks secret</source>
        <translation>비밀로 보이는 이름이 없습니다</translation>
    </message>
    <message>
        <source>Looking for names that look secret…</source>
        <translation>비밀로 보이는 이름을 찾는 중…</translation>
    </message>
    <message>
        <source>Keys, passwords and wallets are looked for by name; no file is opened.</source>
        <translation>키, 암호, 지갑을 이름으로만 찾으며 파일은 열지 않습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln name(s) look secret and can be downloaded</source>
        <translation>
            <numerusform>비밀로 보이는데 다운로드할 수 있는 이름 %Ln개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hidden item(s) are shown</source>
        <translation>
            <numerusform>숨김 항목 %Ln개가 표시됩니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hidden item(s) are left out</source>
        <translation>
            <numerusform>숨김 항목 %Ln개는 제외됩니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) lead out of the folder and are followed</source>
        <translation>
            <numerusform>폴더 밖을 가리키는 링크 %Ln개를 따라갑니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) are not followed</source>
        <translation>
            <numerusform>링크 %Ln개는 따라가지 않습니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>외 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is hidden in it</source>
        <translation>숨김 항목이 없습니다</translation>
    </message>
    <message>
        <source>No link leads out of it</source>
        <translation>폴더 밖을 가리키는 링크가 없습니다</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Preferences</source>
        <translation>환경설정</translation>
    </message>
    <message>
        <source>What can they see? {facts}</source>
        <translation>무엇을 볼 수 있나요? {facts}</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>변경…</translation>
    </message>
    <message>
        <source>Change the shared folder</source>
        <translation>공유 폴더 변경</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>What can they see?</source>
        <translation>무엇을 볼 수 있나요?</translation>
    </message>
</context>
<context>
    <name>HttpsRows</name>
    <message>
        <source>Use HTTPS</source>
        <translation>HTTPS 사용</translation>
    </message>
    <message>
        <source>Encrypts everything between this computer and other devices.</source>
        <translation>이 컴퓨터와 다른 기기 사이의 모든 내용을 암호화합니다.</translation>
    </message>
    <message>
        <source>Certificate made on this computer</source>
        <translation>이 컴퓨터에서 만든 인증서</translation>
    </message>
    <message>
        <source>Easiest. Phones show a security warning once.</source>
        <translation>가장 쉽습니다. 휴대폰에 보안 경고가 한 번 표시됩니다.</translation>
    </message>
    <message>
        <source>My own certificate files</source>
        <translation>내 인증서 파일</translation>
    </message>
    <message>
        <source>For a certificate from a company, school or tool such as mkcert.</source>
        <translation>회사나 학교에서 받았거나 mkcert 같은 도구로 만든 인증서에 사용합니다.</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>인증서</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>개인 키</translation>
    </message>
    <message>
        <source>Key password file</source>
        <translation>키 암호 파일</translation>
    </message>
    <message>
        <source>Only if the key is encrypted.</source>
        <translation>키가 암호화된 경우에만 필요합니다.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Browse for certificate</source>
        <translation>인증서 찾아보기</translation>
    </message>
    <message>
        <source>Browse for private key</source>
        <translation>개인 키 찾아보기</translation>
    </message>
    <message>
        <source>Browse for key password file</source>
        <translation>키 암호 파일 찾아보기</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>Copy fingerprint</source>
        <translation>지문 복사</translation>
    </message>
    <message>
        <source>How to continue</source>
        <translation>계속하는 방법</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint</source>
        <translation>SHA-256 지문</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
</context>
<context>
    <name>LargeQr</name>
    <message>
        <source>QR code</source>
        <translation>QR 코드</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Scan with a phone camera to come in without the password, or type this address.</source>
        <translation>휴대폰 카메라로 스캔하면 암호 없이 열립니다. 이 주소를 입력해도 됩니다.</translation>
    </message>
    <message>
        <source>Scan with a phone camera, or type this address in any browser.</source>
        <translation>휴대폰 카메라로 스캔하거나 브라우저에 이 주소를 입력하세요.</translation>
    </message>
</context>
<context>
    <name>LogDetails</name>
    <message>
        <source>Encryption</source>
        <translation>암호화</translation>
    </message>
    <message>
        <source>Close details</source>
        <translation>세부 정보 닫기</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>세부 정보</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>응답</translation>
    </message>
</context>
<context>
    <name>LogExport</name>
    <message>
        <source>Table (CSV)</source>
        <translation>표 (CSV)</translation>
    </message>
    <message>
        <source>Web server log (Combined)</source>
        <translation>웹 서버 로그 (Combined)</translation>
    </message>
    <message>
        <source>HTTP Archive (HAR)</source>
        <translation>HTTP 아카이브 (HAR)</translation>
    </message>
</context>
<context>
    <name>LogMenu</name>
    <message>
        <source>Columns</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Filter by path or device</source>
        <translation>경로 또는 기기로 필터</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Devices…</source>
        <translation>기기…</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>행 복사</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>curl로 복사</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>세부 정보</translation>
    </message>
    <message>
        <source>Filter to this device</source>
        <translation>이 기기만 보기</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>필터 지우기</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
</context>
<context>
    <name>LogMessages</name>
    <message numerus="yes">
        <source>Export %n request(s)</source>
        <translation>
            <numerusform>요청 %n건 내보내기</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export {shown} of %n request(s)</source>
        <translation>
            <numerusform>요청 %n건 중 {shown}건 내보내기</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) exported</source>
        <translation>
            <numerusform>요청 %n건을 내보냈습니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{shown} of %n request(s) exported</source>
        <translation>
            <numerusform>요청 %n건 중 {shown}건을 내보냈습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>There is no space left for “{file}”.</source>
        <translation>저장 공간이 부족합니다: “{file}”</translation>
    </message>
    <message>
        <source>You don’t have permission to write “{file}”.</source>
        <translation>저장할 권한이 없습니다: “{file}”</translation>
    </message>
    <message>
        <source>“{file}” could not be written: {detail}</source>
        <translation>파일을 저장하지 못했습니다: “{file}” ({detail})</translation>
    </message>
    <message>
        <source>Choose another place…</source>
        <translation>다른 위치 선택…</translation>
    </message>
    <message>
        <source>The log was not exported</source>
        <translation>로그를 내보내지 못했습니다</translation>
    </message>
</context>
<context>
    <name>LogPage</name>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Rows kept in the window</source>
        <translation>창에 보관할 행 수</translation>
    </message>
    <message>
        <source>Older rows are removed first. 100–100,000.</source>
        <translation>오래된 행부터 지웁니다. 100–100,000.</translation>
    </message>
    <message>
        <source>Show device names</source>
        <translation>기기 이름 표시</translation>
    </message>
    <message>
        <source>Guessed from the browser, such as “iPhone”.</source>
        <translation>“iPhone”처럼 브라우저 정보로 추측합니다.</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>현지 시각</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Also write the log to a file</source>
        <translation>로그를 파일에도 저장</translation>
    </message>
    <message>
        <source>Contains addresses of devices and names of files.</source>
        <translation>기기 주소와 파일 이름이 들어 있습니다.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>Browse for the log file</source>
        <translation>로그 파일 찾아보기</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
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
        <translation>새 파일로 나누기</translation>
    </message>
</context>
<context>
    <name>LogTools</name>
    <message>
        <source>Filter by path or device</source>
        <translation>경로 또는 기기로 필터</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>More log actions</source>
        <translation>로그 작업 더 보기</translation>
    </message>
    <message>
        <source>All statuses</source>
        <translation>모든 상태</translation>
    </message>
    <message>
        <source>Success (2xx)</source>
        <translation>성공 (2xx)</translation>
    </message>
    <message>
        <source>Redirect (3xx)</source>
        <translation>리디렉션 (3xx)</translation>
    </message>
    <message>
        <source>Client error (4xx)</source>
        <translation>클라이언트 오류 (4xx)</translation>
    </message>
    <message>
        <source>Server error (5xx)</source>
        <translation>서버 오류 (5xx)</translation>
    </message>
    <message>
        <source>All errors</source>
        <translation>모든 오류</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>활동</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message numerus="yes">
        <source>%Ln device(s)</source>
        <translation>
            <numerusform>기기 %Ln대</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s)</source>
        <translation>
            <numerusform>요청 %Ln건</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} sent</source>
        <translation>{size} 전송</translation>
    </message>
    <message>
        <source>{size} received</source>
        <translation>{size} 받음</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not shown</source>
        <translation>
            <numerusform>표시되지 않음 %Ln건</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>새 요청 %Ln건</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the newest requests (End)</source>
        <translation>최신 요청 보기 (End)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Sharing started: {url}</source>
        <translation>공유를 시작했습니다: {url}</translation>
    </message>
    <message>
        <source>Sharing stopped</source>
        <translation>공유를 중지했습니다</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Sharing has stopped</source>
        <translation>공유가 중지되었습니다</translation>
    </message>
    <message>
        <source>Couldn’t start sharing</source>
        <translation>공유를 시작하지 못했습니다</translation>
    </message>
    <message>
        <source>Ready to share</source>
        <translation>공유할 준비가 되었습니다</translation>
    </message>
    <message>
        <source>Another program on this computer is using it.</source>
        <translation>이 컴퓨터의 다른 프로그램이 사용하고 있습니다.</translation>
    </message>
    <message>
        <source>It is used by the program “{program}”.</source>
        <translation>사용 중인 프로그램: {program}.</translation>
    </message>
    <message>
        <source>Choose another port</source>
        <translation>다른 포트 선택</translation>
    </message>
    <message>
        <source>Port {port} is free.</source>
        <translation>비어 있는 포트: {port}</translation>
    </message>
    <message>
        <source>Port {port} is already in use</source>
        <translation>이미 사용 중인 포트입니다: {port}</translation>
    </message>
    <message>
        <source>Ports below 1024 are reserved by the system.</source>
        <translation>1024보다 작은 포트는 시스템용으로 예약되어 있습니다.</translation>
    </message>
    <message>
        <source>Port {port} works without special rights.</source>
        <translation>권한 없이 쓸 수 있는 포트: {port}</translation>
    </message>
    <message>
        <source>Port {port} needs administrator rights</source>
        <translation>포트 {port}에는 관리자 권한이 필요합니다</translation>
    </message>
    <message>
        <source>Share on port {port}</source>
        <translation>포트 {port}에서 공유</translation>
    </message>
    <message>
        <source>This computer doesn’t have the address {address} (any more).</source>
        <translation>이 컴퓨터에 없는 주소입니다: {address}</translation>
    </message>
    <message>
        <source>Use {address}</source>
        <translation>{address} 사용</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>폴더 선택…</translation>
    </message>
    <message>
        <source>This folder can’t be read</source>
        <translation>이 폴더를 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>You don’t have permission to open “{folder}”.</source>
        <translation>“{folder}” 폴더를 열 권한이 없습니다.</translation>
    </message>
    <message>
        <source>The folder is no longer available</source>
        <translation>폴더를 더 이상 사용할 수 없습니다</translation>
    </message>
    <message>
        <source>“{folder}” was moved, deleted or disconnected.</source>
        <translation>“{folder}” 폴더가 이동 또는 삭제되었거나 연결이 끊겼습니다.</translation>
    </message>
    <message>
        <source>Sharing has stopped.</source>
        <translation>공유를 중지했습니다.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Share without HTTPS</source>
        <translation>HTTPS 없이 공유</translation>
    </message>
    <message>
        <source>Check certificate…</source>
        <translation>인증서 확인…</translation>
    </message>
    <message>
        <source>The certificate can’t be used</source>
        <translation>인증서를 사용할 수 없습니다</translation>
    </message>
    <message>
        <source>The private key doesn’t belong to this certificate.</source>
        <translation>개인 키가 이 인증서와 맞지 않습니다.</translation>
    </message>
    <message>
        <source>The key password is wrong.</source>
        <translation>키 암호가 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>This isn’t a PEM certificate.</source>
        <translation>PEM 인증서가 아닙니다.</translation>
    </message>
    <message>
        <source>The certificate expired on {date}.</source>
        <translation>인증서가 만료되었습니다: {date}</translation>
    </message>
    <message>
        <source>The certificate is not valid before {date}.</source>
        <translation>아직 유효하지 않은 인증서입니다. 시작일: {date}</translation>
    </message>
    <message>
        <source>The file can’t be read.</source>
        <translation>파일을 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <extracomment>A date format of Qt: d is the day, MMMM the month&apos;s name, M its number, yyyy the year.</extracomment>
        <translation>yyyy. M. d.</translation>
    </message>
    <message>
        <source>Sharing couldn’t start</source>
        <translation>공유를 시작하지 못했습니다</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>내용 복사</translation>
    </message>
    <message>
        <source>Phones can’t reach this address</source>
        <translation>휴대폰에서는 이 주소를 열 수 없습니다</translation>
    </message>
    <message>
        <source>Sharing is limited to this computer. Make it visible to the network to use the QR code.</source>
        <translation>이 컴퓨터에서만 열리도록 설정되어 있습니다. QR 코드를 쓰려면 네트워크에 공개하세요.</translation>
    </message>
    <message>
        <source>Make visible</source>
        <translation>네트워크에 공개</translation>
    </message>
    <message>
        <source>No network connection</source>
        <translation>네트워크에 연결되어 있지 않습니다</translation>
    </message>
    <message>
        <source>Connect to Wi‑Fi to share with phones.</source>
        <translation>휴대폰과 공유하려면 Wi‑Fi에 연결하세요.</translation>
    </message>
    <message>
        <source>The QR code now shows {address}.</source>
        <translation>이제 QR 코드에 표시되는 주소: {address}</translation>
    </message>
    <message>
        <source>The address changed</source>
        <translation>주소가 바뀌었습니다</translation>
    </message>
    <message>
        <source>Phones will show a security warning once</source>
        <translation>휴대폰에 보안 경고가 한 번 표시됩니다</translation>
    </message>
    <message>
        <source>That’s expected: browsers don’t know this computer’s own certificate. The connection is still encrypted.</source>
        <translation>정상입니다. 이 컴퓨터에서 만든 인증서라 브라우저가 아직 모를 뿐, 연결은 암호화됩니다.</translation>
    </message>
    <message>
        <source>How to continue</source>
        <translation>계속하는 방법</translation>
    </message>
    <message>
        <source>No device has connected yet</source>
        <translation>아직 연결된 기기가 없습니다</translation>
    </message>
    <message>
        <source>Phone can’t connect?</source>
        <translation>휴대폰에서 연결되지 않나요?</translation>
    </message>
    <message>
        <source>Your system may ask about network access.</source>
        <translation>시스템에서 네트워크 접근을 물을 수 있습니다.</translation>
    </message>
    <message>
        <source>Choose Allow for private networks.</source>
        <translation>개인 네트워크에 대해 허용을 선택하세요.</translation>
    </message>
    <message>
        <source>This folder does not exist</source>
        <translation>존재하지 않는 폴더입니다</translation>
    </message>
    <message>
        <source>Share “{folder}” instead</source>
        <translation>대신 “{folder}” 공유</translation>
    </message>
    <message>
        <source>Its folder, “{folder}”, is chosen already.</source>
        <translation>이 파일이 있는 “{folder}” 폴더는 이미 선택되어 있습니다.</translation>
    </message>
    <message>
        <source>All transfers have ended</source>
        <translation>모든 전송이 끝났습니다</translation>
    </message>
    <message>
        <source>Share “{folder}”</source>
        <translation>“{folder}” 공유</translation>
    </message>
    <message>
        <source>Only folders can be shared</source>
        <translation>폴더만 공유할 수 있습니다</translation>
    </message>
    <message>
        <source>Stop and share</source>
        <translation>중지하고 공유</translation>
    </message>
    <message>
        <source>Applies after sharing restarts.</source>
        <translation>공유를 다시 시작하면 적용됩니다.</translation>
    </message>
    <message>
        <source>Restart sharing</source>
        <translation>공유 다시 시작</translation>
    </message>
    <message>
        <source>The settings could not be read</source>
        <translation>설정을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>The last good ones are used. The broken file was kept: {file}</source>
        <translation>마지막으로 정상이던 설정을 사용합니다. 손상된 파일을 남겨 둔 위치: {file}</translation>
    </message>
    <message>
        <source>Some settings could not be read</source>
        <translation>일부 설정을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>These have their default again: {names}</source>
        <translation>기본값으로 되돌린 항목: {names}</translation>
    </message>
    <message>
        <source>The settings come from a newer version</source>
        <translation>더 새로운 버전에서 만든 설정입니다</translation>
    </message>
    <message>
        <source>What this version does not know is left out.</source>
        <translation>이 버전에서 알 수 없는 항목은 제외했습니다.</translation>
    </message>
    <message>
        <source>The log isn’t written to its file</source>
        <translation>로그를 파일에 저장하지 못하고 있습니다</translation>
    </message>
    <message>
        <source>Without HTTPS, others on this network could read the password.</source>
        <translation>HTTPS를 켜지 않으면 같은 네트워크의 다른 사람이 암호를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Enter a number from 1 to 65535. Still using {value}.</source>
        <translation>1에서 65535 사이의 숫자를 입력하세요. 지금 사용하는 값: {value}</translation>
    </message>
    <message>
        <source>Enter a number. Still using {value}.</source>
        <translation>숫자를 입력하세요. 지금 사용하는 값: {value}</translation>
    </message>
    <message>
        <source>Enter a number above zero. Still using {value}.</source>
        <translation>0보다 큰 숫자를 입력하세요. 지금 사용하는 값: {value}</translation>
    </message>
    <message>
        <source>Enter an address such as 192.168.0.12.</source>
        <translation>192.168.0.12와 같은 주소를 입력하세요.</translation>
    </message>
    <message>
        <source>{given} is not one of the choices.</source>
        <translation>선택할 수 없는 값입니다: {given}</translation>
    </message>
    <message>
        <source>This can’t be empty.</source>
        <translation>비워 둘 수 없습니다.</translation>
    </message>
    <message>
        <source>A name can’t contain a slash.</source>
        <translation>이름에는 슬래시를 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>“{given}” can’t be a name. Enter one such as nas.example, without http:// and port.</source>
        <translation>이름으로 쓸 수 없습니다: “{given}”. http://와 포트 없이 nas.example 같은 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>Enter a folder such as /cgi-bin.</source>
        <translation>/cgi-bin과 같은 폴더를 입력하세요.</translation>
    </message>
    <message>
        <source>A user name can’t contain a colon.</source>
        <translation>사용자 이름에는 콜론을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>{client} used https://, but this share is http://.</source>
        <translation>{client} 기기에서 https://로 열었지만 이 공유는 http://입니다.</translation>
    </message>
    <message>
        <source>{client} used http://, but this share is https://.</source>
        <translation>{client} 기기에서 http://로 열었지만 이 공유는 https://입니다.</translation>
    </message>
    <message>
        <source>{client} did not accept the certificate ({detail}).</source>
        <translation>{client} 기기에서 인증서를 받아들이지 않았습니다 ({detail}).</translation>
    </message>
    <message>
        <source>{client} sent something that is not HTTP.</source>
        <translation>{client} 기기에서 HTTP가 아닌 데이터를 보냈습니다.</translation>
    </message>
    <message>
        <source>{client} was too slow and was disconnected.</source>
        <translation>{client} 기기의 응답이 너무 느려 연결을 끊었습니다.</translation>
    </message>
    <message>
        <source>A page failed because of a mistake in shareapp: {detail}</source>
        <translation>shareapp의 오류로 페이지를 만들지 못했습니다: {detail}</translation>
    </message>
    <message>
        <source>Too many open files. New devices wait.</source>
        <translation>열린 파일이 너무 많습니다. 새 기기는 기다려야 합니다.</translation>
    </message>
    <message>
        <source>Script {detail} says: {more}</source>
        <translation>스크립트 {detail}의 메시지: {more}</translation>
    </message>
    <message>
        <source>Script {detail} was ended by signal {more}.</source>
        <translation>스크립트 {detail} 종료됨, 시그널: {more}</translation>
    </message>
    <message>
        <source>Script {detail} ended with code {more}.</source>
        <translation>스크립트가 오류로 끝났습니다: {detail} (코드 {more})</translation>
    </message>
    <message>
        <source>Wi‑Fi</source>
        <translation>Wi‑Fi</translation>
    </message>
    <message>
        <source>Ethernet</source>
        <translation>이더넷</translation>
    </message>
    <message>
        <source>Virtual</source>
        <translation>가상</translation>
    </message>
    <message>
        <source>This computer only</source>
        <translation>이 컴퓨터만</translation>
    </message>
    <message>
        <source>This share has ended</source>
        <translation>공유가 끝났습니다</translation>
    </message>
    <message>
        <source>Devices that open it are told so.</source>
        <translation>이 주소를 여는 기기에는 끝났다고 알립니다.</translation>
    </message>
    <message>
        <source>Change when it ends…</source>
        <translation>끝나는 때 변경…</translation>
    </message>
    <message>
        <source>Share again</source>
        <translation>다시 공유</translation>
    </message>
</context>
<context>
    <name>NetworkPage</name>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>1–65535. The default is 8000.</source>
        <translation>1–65535. 기본값은 8000입니다.</translation>
    </message>
    <message>
        <source>If the port is in use</source>
        <translation>포트가 사용 중일 때</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>묻기</translation>
    </message>
    <message>
        <source>Use the next free port</source>
        <translation>비어 있는 다음 포트 사용</translation>
    </message>
    <message>
        <source>Visible to</source>
        <translation>접속 허용</translation>
    </message>
    <message>
        <source>Who can open the shared folder.</source>
        <translation>공유 폴더를 열 수 있는 기기입니다.</translation>
    </message>
    <message>
        <source>Everyone on this network</source>
        <translation>이 네트워크의 모든 기기</translation>
    </message>
    <message>
        <source>This computer only</source>
        <translation>이 컴퓨터만</translation>
    </message>
    <message>
        <source>One address…</source>
        <translation>특정 주소…</translation>
    </message>
    <message>
        <source>Bind address</source>
        <translation>바인드 주소</translation>
    </message>
    <message>
        <source>An address of this computer.</source>
        <translation>이 컴퓨터의 주소입니다.</translation>
    </message>
    <message>
        <source>Prefer IPv6 in the QR code</source>
        <translation>QR 코드에 IPv6 우선 사용</translation>
    </message>
    <message>
        <source>Most home networks work best with this off.</source>
        <translation>대부분의 가정용 네트워크에서는 끄는 것이 좋습니다.</translation>
    </message>
    <message>
        <source>Further names of this computer</source>
        <translation>이 컴퓨터의 다른 이름</translation>
    </message>
    <message>
        <source>Its own names and addresses always work. Others, such as nas.example, are refused unless named here.</source>
        <translation>이 컴퓨터의 이름과 주소는 언제나 쓸 수 있습니다. nas.example 같은 다른 이름은 여기에 적어야 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>HTTP version</source>
        <translation>HTTP 버전</translation>
    </message>
    <message>
        <source>HTTP/1.1 keeps connections open, so pages load faster. HTTP/1.0 is for very old clients.</source>
        <translation>HTTP/1.1은 연결을 유지하므로 페이지가 더 빨리 열립니다. HTTP/1.0은 아주 오래된 클라이언트용입니다.</translation>
    </message>
    <message>
        <source>Compress text</source>
        <translation>텍스트 압축</translation>
    </message>
    <message>
        <source>Pages and text files arrive sooner on slow networks. This computer works more.</source>
        <translation>느린 네트워크에서 페이지와 텍스트 파일이 더 빨리 도착하는 대신, 이 컴퓨터가 일을 더 합니다.</translation>
    </message>
    <message>
        <source>HTTP/1.1 (recommended)</source>
        <translation>HTTP/1.1 (권장)</translation>
    </message>
    <message>
        <source>{connection} · devices on this network can connect.</source>
        <translation>{connection} · 이 네트워크의 기기에서 접속할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>Newcomers</name>
    <message>
        <source>New device: {device}</source>
        <translation>새 기기: {device}</translation>
    </message>
    <message numerus="yes">
        <source>%n new device(s)</source>
        <translation>
            <numerusform>새 기기 %n대</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NotesButton</name>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>알림 %n건</numerusform>
        </translation>
    </message>
    <message>
        <source>What went wrong beside the requests</source>
        <translation>요청 외에 생긴 문제</translation>
    </message>
</context>
<context>
    <name>NotesDialog</name>
    <message>
        <source>Notes</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>What went wrong beside the requests</source>
        <translation>요청 외에 생긴 문제</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>내용 복사</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Sharing has stopped: {reason}</source>
        <translation>공유가 중지되었습니다: {reason}</translation>
    </message>
    <message>
        <source>{device} wants to open the folder</source>
        <translation>폴더를 열려는 기기: {device}</translation>
    </message>
    <message>
        <source>New device: {device}</source>
        <translation>새 기기: {device}</translation>
    </message>
    <message numerus="yes">
        <source>%n new device(s)</source>
        <translation>
            <numerusform>새 기기 %n대</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) added from {device}</source>
        <translation>
            <numerusform>{device}에서 파일 %n개 추가</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) added</source>
        <translation>
            <numerusform>파일 %n개 추가</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Preferences</source>
        <translation>환경설정</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>기본값 복원</translation>
    </message>
    <message>
        <source>Only the options of this page.</source>
        <translation>이 페이지의 설정만 되돌립니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>This can’t be empty.</source>
        <translation>비워 둘 수 없습니다.</translation>
    </message>
    <message>
        <source>Use at least 8 characters. The old password still counts.</source>
        <translation>8자 이상 입력하세요. 지금은 이전 암호를 사용합니다.</translation>
    </message>
    <message>
        <source>Enter the whole path of a file.</source>
        <translation>파일의 전체 경로를 입력하세요.</translation>
    </message>
    <message>
        <source>This computer doesn’t have the address {address}.</source>
        <translation>이 컴퓨터에 없는 주소입니다: {address}</translation>
    </message>
    <message>
        <source>Enter a number from 100 to 100,000. Still using {value}.</source>
        <translation>100에서 100,000 사이의 숫자를 입력하세요. 지금은 {value}개를 사용합니다.</translation>
    </message>
    <message>
        <source>This file can’t be written ({reason}). Nothing is written.</source>
        <translation>이 파일에 쓸 수 없어 저장하지 않습니다 ({reason}).</translation>
    </message>
    <message>
        <source>The system refused this change ({reason}).</source>
        <translation>시스템에서 이 변경을 거부했습니다({reason}).</translation>
    </message>
    <message>
        <source>Choose the certificate first.</source>
        <translation>먼저 인증서를 선택하세요.</translation>
    </message>
    <message>
        <source>Choose the private key, too.</source>
        <translation>개인 키도 선택하세요.</translation>
    </message>
    <message>
        <source>This key doesn’t belong to the certificate.</source>
        <translation>이 키는 인증서와 맞지 않습니다.</translation>
    </message>
    <message>
        <source>This isn’t a PEM private key.</source>
        <translation>PEM 개인 키가 아닙니다.</translation>
    </message>
    <message>
        <source>The key is encrypted. Choose the file with its password.</source>
        <translation>키가 암호화되어 있습니다. 키 암호가 든 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>self-signed</source>
        <translation>자체 서명</translation>
    </message>
    <message>
        <source>issued by {issuer}</source>
        <translation>발급자: {issuer}</translation>
    </message>
    <message>
        <source>Valid until {date}</source>
        <translation>유효 기간: {date}까지</translation>
    </message>
    <message>
        <source>Browsers will warn at what the certificate doesn’t name: {addresses}</source>
        <translation>인증서에 없어 브라우저가 경고할 주소: {addresses}</translation>
    </message>
    <message>
        <source>{names} is not executable and will return 403.</source>
        <translation>실행 권한이 없어 403을 반환합니다: {names}</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>드라이브</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>찾는 위치(&amp;L):</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>파일 형식(&amp;T):</translation>
    </message>
</context>
<context>
    <name>QrView</name>
    <message>
        <source>QR code for {url}</source>
        <translation>QR 코드: {url}</translation>
    </message>
    <message>
        <source>Enlarge QR code</source>
        <translation>QR 코드 크게 보기</translation>
    </message>
    <message>
        <source>The QR code
appears here</source>
        <translation>QR 코드가
여기에 표시됩니다</translation>
    </message>
    <message>
        <source>No QR code: only this computer can open this address</source>
        <translation>QR 코드 없음: 이 컴퓨터에서만 열 수 있는 주소입니다</translation>
    </message>
    <message>
        <source>No network connection</source>
        <translation>네트워크에 연결되어 있지 않습니다</translation>
    </message>
</context>
<context>
    <name>RecycleDialog</name>
    <message>
        <source>Nothing is in the recycle folder.</source>
        <translation>휴지통 폴더가 비어 있습니다.</translation>
    </message>
    <message>
        <source>Deleted files</source>
        <translation>삭제한 파일</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Empty…</source>
        <translation>비우기…</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>항목 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n item(s) for good?</source>
        <translation>
            <numerusform>항목 %n개를 완전히 삭제할까요?</numerusform>
        </translation>
    </message>
    <message>
        <source>This can’t be undone.</source>
        <translation>삭제하면 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>완전히 삭제</translation>
    </message>
    <message>
        <source>The system refused this change ({reason}).</source>
        <translation>시스템에서 이 변경을 거부했습니다({reason}).</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Was in</source>
        <translation>있던 폴더</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>삭제한 때</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
</context>
<context>
    <name>RequestFacts</name>
    <message>
        <source>Delivered.</source>
        <translation>정상적으로 보냈습니다.</translation>
    </message>
    <message>
        <source>The file was added to the folder.</source>
        <translation>파일을 폴더에 추가했습니다.</translation>
    </message>
    <message>
        <source>Done; there was nothing to send back.</source>
        <translation>처리했습니다. 보낼 내용은 없습니다.</translation>
    </message>
    <message>
        <source>A part of the file, as players and resumed downloads ask for it.</source>
        <translation>파일의 일부를 보냈습니다. 재생하거나 다운로드를 이어받을 때 이렇게 요청합니다.</translation>
    </message>
    <message>
        <source>The device was sent on to another address.</source>
        <translation>기기에 다른 주소를 알려 주었습니다.</translation>
    </message>
    <message>
        <source>The device was sent on to a page that shows the outcome.</source>
        <translation>결과를 보여 주는 페이지로 안내했습니다.</translation>
    </message>
    <message>
        <source>The device already has this version, so nothing was sent again.</source>
        <translation>기기에 이미 같은 버전이 있어 다시 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>The request could not be understood.</source>
        <translation>요청을 이해할 수 없습니다.</translation>
    </message>
    <message>
        <source>The password was missing or wrong. Browsers ask for it after a first answer like this.</source>
        <translation>암호가 없거나 틀렸습니다. 브라우저는 처음에 이 응답을 받고 나서 암호를 묻습니다.</translation>
    </message>
    <message>
        <source>This is not shared: hidden, outside of the folder, or not allowed.</source>
        <translation>공유하지 않는 항목입니다. 숨김 파일이거나 폴더 밖에 있거나 허용되지 않았습니다.</translation>
    </message>
    <message>
        <source>There is no such file in the folder.</source>
        <translation>폴더에 없는 파일입니다.</translation>
    </message>
    <message>
        <source>This can’t be done here, such as uploading while uploads are off.</source>
        <translation>여기서는 할 수 없는 요청입니다. 예: 업로드가 꺼져 있을 때의 업로드</translation>
    </message>
    <message>
        <source>The device took too long to ask.</source>
        <translation>기기가 요청을 너무 오래 끌었습니다.</translation>
    </message>
    <message>
        <source>A file of that name, or another state, is in the way.</source>
        <translation>같은 이름의 파일이 있거나 상태가 맞지 않습니다.</translation>
    </message>
    <message>
        <source>The device did not say how much it would send.</source>
        <translation>기기가 보낼 크기를 알려 주지 않았습니다.</translation>
    </message>
    <message>
        <source>The file has changed since the device last saw it.</source>
        <translation>기기가 마지막으로 본 뒤에 파일이 바뀌었습니다.</translation>
    </message>
    <message>
        <source>Too large: the limit is in the preferences.</source>
        <translation>너무 큽니다. 최대 크기는 환경설정에 있습니다.</translation>
    </message>
    <message>
        <source>The address is too long.</source>
        <translation>주소가 너무 깁니다.</translation>
    </message>
    <message>
        <source>What was sent has a form that is not understood here.</source>
        <translation>보낸 내용의 형식을 이해할 수 없습니다.</translation>
    </message>
    <message>
        <source>The device asked for a part behind the end of the file.</source>
        <translation>기기가 파일의 끝을 넘어선 부분을 요청했습니다.</translation>
    </message>
    <message>
        <source>The device expected something that is not offered.</source>
        <translation>기기가 지원하지 않는 기능을 요구했습니다.</translation>
    </message>
    <message>
        <source>The name in the address is not one of this computer.</source>
        <translation>주소에 있는 이름이 이 컴퓨터의 이름이 아닙니다.</translation>
    </message>
    <message>
        <source>The request has too many or too long header fields.</source>
        <translation>요청 헤더가 너무 많거나 너무 깁니다.</translation>
    </message>
    <message>
        <source>Something went wrong on this computer.</source>
        <translation>이 컴퓨터에서 문제가 생겼습니다.</translation>
    </message>
    <message>
        <source>This kind of request is not known here.</source>
        <translation>알 수 없는 종류의 요청입니다.</translation>
    </message>
    <message>
        <source>The script gave no usable answer.</source>
        <translation>스크립트가 올바른 응답을 내지 않았습니다.</translation>
    </message>
    <message>
        <source>Not now: the device waits to be let in, sharing was being stopped, or too much was going on.</source>
        <translation>지금은 안 됨: 허용을 기다리고 있거나, 공유를 중지하는 중이었거나, 너무 바빴습니다.</translation>
    </message>
    <message>
        <source>The script took longer than it may.</source>
        <translation>스크립트가 제한 시간을 넘겼습니다.</translation>
    </message>
    <message>
        <source>This version of HTTP is not spoken here.</source>
        <translation>지원하지 않는 HTTP 버전입니다.</translation>
    </message>
    <message>
        <source>The disk of this computer is full.</source>
        <translation>이 컴퓨터의 디스크가 가득 찼습니다.</translation>
    </message>
    <message>
        <source>It worked.</source>
        <translation>정상적으로 처리했습니다.</translation>
    </message>
    <message>
        <source>The request could not be fulfilled as it was asked.</source>
        <translation>요청을 그대로 처리할 수 없습니다.</translation>
    </message>
    <message>
        <source>A mistake in shareapp. The notes of the log have the details.</source>
        <translation>shareapp의 오류입니다. 자세한 내용은 로그의 알림에 있습니다.</translation>
    </message>
    <message>
        <source>Browsers ask for this picture by themselves; a folder need not have one.</source>
        <translation>브라우저가 스스로 요청하는 그림입니다. 폴더에 없어도 됩니다.</translation>
    </message>
    <message>
        <source>The device has announced a file. Its parts follow.</source>
        <translation>기기에서 파일을 보내기 시작했습니다. 이어서 나누어 보냅니다.</translation>
    </message>
    <message>
        <source>A part of a file has arrived and is right.</source>
        <translation>파일의 일부가 올바르게 도착했습니다.</translation>
    </message>
    <message>
        <source>The device stopped reading. Players do so when someone skips ahead; nothing is wrong.</source>
        <translation>기기가 수신을 멈췄습니다. 재생 위치를 옮길 때 생기는 일로, 문제가 아닙니다.</translation>
    </message>
    <message>
        <source>The device left before the answer was complete.</source>
        <translation>응답이 끝나기 전에 기기의 연결이 끊겼습니다.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>기기</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>사용자 이름</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>As sent</source>
        <translation>원래 형태</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>보냄</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>받음</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>소요 시간</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>브라우저</translation>
    </message>
    <message>
        <source>Came from</source>
        <translation>이전 페이지</translation>
    </message>
</context>
<context>
    <name>RequestLog</name>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>메서드</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>소요 시간</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>기기</translation>
    </message>
    <message>
        <source>The device left before the answer was complete.</source>
        <translation>응답이 끝나기 전에 기기에서 연결을 끊었습니다.</translation>
    </message>
</context>
<context>
    <name>RunningPage</name>
    <message>
        <source>Stopping…</source>
        <translation>중지하는 중…</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n분</numerusform>
        </translation>
    </message>
    <message>
        <source>Sharing · {time}</source>
        <translation>공유 중 · {time}</translation>
    </message>
    <message>
        <source>Uploads allowed</source>
        <translation>업로드 허용</translation>
    </message>
    <message>
        <source>View and download</source>
        <translation>보기·다운로드</translation>
    </message>
    <message>
        <source>Password on</source>
        <translation>암호 사용</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>끝남</translation>
    </message>
    <message>
        <source>No password</source>
        <translation>암호 없음</translation>
    </message>
    <message>
        <source>Open network preferences.</source>
        <translation>네트워크 환경설정을 엽니다.</translation>
    </message>
    <message>
        <source>Open sharing preferences.</source>
        <translation>공유 환경설정을 엽니다.</translation>
    </message>
    <message>
        <source>Open security preferences.</source>
        <translation>보안 환경설정을 엽니다.</translation>
    </message>
    <message>
        <source>Changes allowed</source>
        <translation>변경 허용</translation>
    </message>
    <message>
        <source>Uploads only</source>
        <translation>업로드만</translation>
    </message>
    <message numerus="yes">
        <source>Finishing %n transfer(s). New requests are refused.</source>
        <translation>
            <numerusform>전송 %n건을 마무리하고 있습니다. 새 요청은 받지 않습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only this computer can open this address.</source>
        <translation>이 컴퓨터에서만 이 주소를 열 수 있습니다.</translation>
    </message>
    <message>
        <source>Scan with a phone camera to come in without the password, or type this address.</source>
        <translation>휴대폰 카메라로 스캔하면 암호 없이 열립니다. 이 주소를 입력해도 됩니다.</translation>
    </message>
    <message>
        <source>Scan with a phone camera, or type this address in any browser.</source>
        <translation>휴대폰 카메라로 스캔하거나 브라우저에 이 주소를 입력하세요.</translation>
    </message>
    <message>
        <source>Phone can’t connect?</source>
        <translation>휴대폰에서 연결되지 않나요?</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
</context>
<context>
    <name>ScriptConsole</name>
    <message>
        <source>Last runs</source>
        <translation>최근 실행</translation>
    </message>
    <message>
        <source>How each script ended, how long it took, and what it wrote to its error output.</source>
        <translation>스크립트마다 종료 결과, 걸린 시간, 오류 출력에 쓴 내용을 보여 줍니다.</translation>
    </message>
    <message>
        <source>No script has run yet.</source>
        <translation>아직 실행된 스크립트가 없습니다.</translation>
    </message>
    <message>
        <source>Copy the runs</source>
        <translation>실행 기록 복사</translation>
    </message>
    <message>
        <source>Clear the runs</source>
        <translation>실행 기록 지우기</translation>
    </message>
    <message>
        <source>ended by signal {number}</source>
        <translation>시그널 {number}로 종료됨</translation>
    </message>
    <message>
        <source>exit code {number}</source>
        <translation>종료 코드 {number}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
</context>
<context>
    <name>SecurityPage</name>
    <message>
        <source>Security</source>
        <translation>보안</translation>
    </message>
    <message>
        <source>Require a password</source>
        <translation>암호 사용</translation>
    </message>
    <message>
        <source>Whoever scans the QR code comes in. Others type the password once.</source>
        <translation>QR 코드를 스캔하면 바로 들어옵니다. 주소를 입력한 사람은 암호를 한 번 입력합니다.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>사용자 이름</translation>
    </message>
    <message>
        <source>Ask for each new device</source>
        <translation>새 기기마다 물어보기</translation>
    </message>
    <message>
        <source>It waits until you allow it in this window. A device that you deny is blocked.</source>
        <translation>이 창에서 허용할 때까지 기다립니다. 거부한 기기는 차단됩니다.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>At least 8 characters.</source>
        <translation>8자 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>Set earlier, and not kept in a form that can be shown. Type another or make a new one.</source>
        <translation>이전에 정한 암호이며 표시할 수 있는 형태로 보관하지 않습니다. 다른 암호를 입력하거나 새로 만드세요.</translation>
    </message>
    <message>
        <source>Hide password</source>
        <translation>암호 숨기기</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>암호 표시</translation>
    </message>
    <message>
        <source>Make a new password</source>
        <translation>새 암호 만들기</translation>
    </message>
</context>
<context>
    <name>SetupForm</name>
    <message>
        <source>Everyone on this network</source>
        <translation>이 네트워크의 모든 기기</translation>
    </message>
    <message>
        <source>This computer only</source>
        <translation>이 컴퓨터만</translation>
    </message>
    <message>
        <source>Devices on the same network can view, download and add files in this folder.</source>
        <translation>같은 네트워크의 기기에서 이 폴더의 파일을 보고 다운로드하고 추가할 수 있습니다.</translation>
    </message>
    <message>
        <source>Devices on the same network can view, download, add, rename and delete files.</source>
        <translation>같은 네트워크의 기기에서 파일을 보고, 다운로드하고, 추가하고, 이름을 바꾸고, 삭제할 수 있습니다.</translation>
    </message>
    <message>
        <source>Devices on the same network can add files to this folder, and see nothing of it.</source>
        <translation>같은 네트워크의 기기에서 이 폴더에 파일을 추가할 수만 있고, 폴더의 내용은 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>Devices on the same network can view and download everything in this folder.</source>
        <translation>같은 네트워크의 기기에서 이 폴더의 모든 파일을 보고 다운로드할 수 있습니다.</translation>
    </message>
    <message>
        <source>What can they see?</source>
        <translation>무엇을 볼 수 있나요?</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Visible to</source>
        <translation>접속 허용</translation>
    </message>
    <message>
        <source>Allow uploads</source>
        <translation>업로드 허용</translation>
    </message>
    <message>
        <source>Devices can add files. Existing files are never replaced.</source>
        <translation>기기에서 파일을 추가할 수 있습니다. 기존 파일은 덮어쓰지 않습니다.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>Whoever scans the QR code comes in. Others type the password once.</source>
        <translation>QR 코드를 스캔하면 바로 들어옵니다. 주소를 입력한 사람은 암호를 한 번 입력합니다.</translation>
    </message>
    <message>
        <source>HTTPS</source>
        <translation>HTTPS</translation>
    </message>
    <message>
        <source>Encrypts everything between this computer and other devices.</source>
        <translation>이 컴퓨터와 다른 기기 사이의 모든 내용을 암호화합니다.</translation>
    </message>
</context>
<context>
    <name>ShareButtons</name>
    <message>
        <source>Opening port {port}…</source>
        <translation>포트를 여는 중: {port}</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>시작하는 중…</translation>
    </message>
    <message>
        <source>Stop sharing</source>
        <translation>공유 중지</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>지금 중지</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Start sharing</source>
        <translation>공유 시작</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>주소 복사</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>브라우저에서 열기</translation>
    </message>
    <message>
        <source>Enlarge QR code</source>
        <translation>QR 코드 크게 보기</translation>
    </message>
</context>
<context>
    <name>SharingPage</name>
    <message>
        <source>Sharing</source>
        <translation>공유</translation>
    </message>
    <message>
        <source>What devices may do</source>
        <translation>기기에서 할 수 있는 일</translation>
    </message>
    <message>
        <source>Let devices change files</source>
        <translation>기기에서 파일 변경 허용</translation>
    </message>
    <message>
        <source>They can make folders, rename and delete. What they delete waits in a recycle folder.</source>
        <translation>폴더를 만들고, 이름을 바꾸고, 삭제할 수 있습니다. 삭제한 항목은 휴지통 폴더에 보관됩니다.</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>보기…</translation>
    </message>
    <message>
        <source>Show deleted files</source>
        <translation>삭제한 파일 보기</translation>
    </message>
    <message>
        <source>When a file of the same name is there</source>
        <translation>같은 이름의 파일이 있을 때</translation>
    </message>
    <message>
        <source>Largest upload</source>
        <translation>업로드 최대 크기</translation>
    </message>
    <message>
        <source>Bigger files are refused.</source>
        <translation>더 큰 파일은 받지 않습니다.</translation>
    </message>
    <message>
        <source>Open index.html automatically</source>
        <translation>index.html 자동으로 열기</translation>
    </message>
    <message>
        <source>When a folder has one, show it instead of the file list.</source>
        <translation>폴더에 있으면 파일 목록 대신 보여 줍니다.</translation>
    </message>
    <message>
        <source>Offer “Download all as ZIP”</source>
        <translation>“모두 ZIP으로 다운로드” 제공</translation>
    </message>
    <message>
        <source>Adds a button to every folder page.</source>
        <translation>모든 폴더 페이지에 버튼을 추가합니다.</translation>
    </message>
    <message>
        <source>Show hidden files</source>
        <translation>숨김 파일 표시</translation>
    </message>
    <message>
        <source>Files whose names begin with a dot, such as .env.</source>
        <translation>.env처럼 이름이 점으로 시작하는 파일입니다.</translation>
    </message>
    <message>
        <source>Follow links out of the folder</source>
        <translation>폴더 밖을 가리키는 링크 따라가기</translation>
    </message>
    <message>
        <source>Shortcuts (symbolic links) may expose files outside the shared folder.</source>
        <translation>바로가기(심볼릭 링크)로 공유 폴더 밖의 파일이 드러날 수 있습니다.</translation>
    </message>
    <message>
        <source>End the share after</source>
        <translation>공유를 끝낼 시간</translation>
    </message>
    <message>
        <source>Counted from the start. Devices are then told that it has ended.</source>
        <translation>공유를 시작한 때부터 셉니다. 시간이 지나면 기기에 끝났다고 알립니다.</translation>
    </message>
    <message>
        <source>End the share after downloads</source>
        <translation>공유를 끝낼 다운로드 수</translation>
    </message>
    <message>
        <source>Each file or ZIP that a device has received completely counts. What is under way is finished.</source>
        <translation>기기에서 끝까지 받은 파일이나 ZIP을 하나씩 셉니다. 진행 중인 전송은 마칩니다.</translation>
    </message>
    <message>
        <source>Start shareapp when you log in</source>
        <translation>로그인할 때 shareapp 시작</translation>
    </message>
    <message>
        <source>Start sharing when the app opens</source>
        <translation>앱을 열면 바로 공유 시작</translation>
    </message>
    <message>
        <source>When the window is closed while sharing</source>
        <translation>공유 중에 창을 닫을 때</translation>
    </message>
    <message>
        <source>View and download</source>
        <translation>보기·다운로드</translation>
    </message>
    <message>
        <source>View, download and add files</source>
        <translation>보기·다운로드·파일 추가</translation>
    </message>
    <message>
        <source>Only add files</source>
        <translation>파일 추가만</translation>
    </message>
    <message>
        <source>Keep both: “photo (2).jpg”</source>
        <translation>둘 다 유지: “photo (2).jpg”</translation>
    </message>
    <message>
        <source>Keep the old one</source>
        <translation>기존 파일 유지</translation>
    </message>
    <message>
        <source>Replace the old one</source>
        <translation>기존 파일 바꾸기</translation>
    </message>
    <message>
        <source>Not while devices may add files: anybody could add one.</source>
        <translation>기기에서 파일을 추가할 수 있는 동안에는 열지 않습니다. 누구나 추가할 수 있기 때문입니다.</translation>
    </message>
    <message>
        <source>Deleted files</source>
        <translation>삭제한 파일</translation>
    </message>
    <message>
        <source>Nothing is in the recycle folder.</source>
        <translation>휴지통 폴더가 비어 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>항목 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody can add, change or delete anything.</source>
        <translation>아무도 파일을 추가하거나 바꾸거나 삭제할 수 없습니다.</translation>
    </message>
    <message>
        <source>Devices see only a form to add files, and never what is in the folder.</source>
        <translation>기기에는 파일을 추가하는 화면만 보이고, 폴더의 내용은 보이지 않습니다.</translation>
    </message>
    <message>
        <source>Devices can add files beside what is there.</source>
        <translation>기기에서 기존 파일은 그대로 두고 새 파일을 추가할 수 있습니다.</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>안 함</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n초</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n일</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n시간</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n분</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n download(s)</source>
        <translation>
            <numerusform>%n회</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep sharing in the tray</source>
        <translation>트레이에서 계속 공유</translation>
    </message>
    <message>
        <source>Ask every time</source>
        <translation>매번 묻기</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>중지하고 종료</translation>
    </message>
</context>
<context>
    <name>TransferRow</name>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Stop the transfer of {name}</source>
        <translation>전송 중지: {name}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>{time} 남음</translation>
    </message>
</context>
<context>
    <name>TransfersView</name>
    <message numerus="yes">
        <source>%n transfer(s)</source>
        <translation>
            <numerusform>전송 %n건</numerusform>
        </translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>간단히 보기</translation>
    </message>
    <message numerus="yes">
        <source>Show all (%n)</source>
        <translation>
            <numerusform>모두 보기 (%n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Not sharing</source>
        <translation>공유하지 않음</translation>
    </message>
    <message>
        <source>Stop sharing</source>
        <translation>공유 중지</translation>
    </message>
    <message>
        <source>Start sharing</source>
        <translation>공유 시작</translation>
    </message>
    <message>
        <source>Show QR code</source>
        <translation>QR 코드 보기</translation>
    </message>
    <message>
        <source>Open shareapp</source>
        <translation>shareapp 열기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>지금 중지</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>시작하는 중…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>중지하는 중…</translation>
    </message>
    <message>
        <source>Sharing “{folder}”</source>
        <translation>“{folder}” 공유 중</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>기기 %n대</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Visitors</name>
    <message numerus="yes">
        <source>%n more device(s) waiting.</source>
        <translation>
            <numerusform>기다리는 기기가 %n대 더 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>거부</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>허용</translation>
    </message>
    <message>
        <source>{device} wants to open the folder</source>
        <translation>폴더를 열려는 기기: {device}</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>Open folder…</source>
        <translation>폴더 열기…</translation>
    </message>
    <message>
        <source>Start or stop sharing</source>
        <translation>공유 시작 또는 중지</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>주소 복사</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>브라우저에서 열기</translation>
    </message>
    <message>
        <source>Enlarge QR code</source>
        <translation>QR 코드 크게 보기</translation>
    </message>
    <message>
        <source>Phone can’t connect?</source>
        <translation>휴대폰에서 연결되지 않나요?</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>환경설정</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>About shareapp</source>
        <translation>shareapp 정보</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>창 닫기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>Recent folders</source>
        <translation>최근 폴더</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>시스템 설정 따름</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
</context>
</TS>
