"""Names that look secret: keys, passwords, wallets, histories. A look at names only; nothing is opened.

A heuristic for a hint, never a lock: what matters is that the usual accidents are seen and that holiday photos are not
suspected. The names are those that the programs themselves use, and the words people write on such files, in English
and Korean.
"""

import re

from shareapp.server.content.names import fold

_KEY_BYTES = 64 * 1024  # a private key has some kilobytes; larger ".key" files are Keynote presentations

_SECRET = re.compile(
    r"""
      \.env(?:\..+)?(?<!\.example)(?<!\.sample)(?<!\.template) | .+\.env   # settings of servers, with their passwords
    | id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?                                 # OpenSSH's private keys
    | .+\.(?:p12|pfx|ppk|jks|keystore|kdbx?|ovpn|agekey)
    | .*secring\.gpg | .+\.agilekeychain | .+\.keychain(?:-db)?
    | \.git | \.svn | \.hg | \.ssh | \.gnupg | \.aws | \.azure | \.kube | \.password-store | npki
    | [._]netrc | \.npmrc | \.pypirc | \.htpasswd | \.pgpass | \.my\.cnf | \.git-credentials | \.vault_pass
    | \..*_history
    | (?:key[34]\.db | logins\.json | login\ data | cookies\.sqlite)       # what browsers keep
    | .*wallet.*\.(?:dat|json|txt|zip) | .+\.wallet
    | (?:.*[^a-z])?(?:passwords?|passwd|credentials?|secrets?)(?:[^a-z].*)?\.(?:txt|csv|json|ya?ml|toml|ini|docx?|xlsx?|
      ods|odt|rtf|md|pdf|zip|hwpx?)
    | credentials | shadow
    | .*(?:비밀번호|패스워드|암호\s?목록|공인인증서|인증서\s?비번).*\.(?:txt|csv|docx?|xlsx?|hwpx?|pdf|zip|md|rtf)
    """,
    re.VERBOSE | re.DOTALL,
).fullmatch


# A PEM file holds a key, or a certificate, which is public.
_PUBLIC_PEM = re.compile(r"cert|chain|pub|(?:^|[^a-z])(?:ca|root)(?:[^a-z]|$)").search


def looks_secret(name: str, size: int = 0) -> bool:
    """Whether a file or folder of this name, with so many bytes, is one that nobody means to hand out."""
    folded = fold(name)
    if folded.endswith(".key"):
        return size <= _KEY_BYTES
    if folded.endswith(".pem"):
        return "key" in folded or _PUBLIC_PEM(folded) is None
    return _SECRET(folded) is not None
