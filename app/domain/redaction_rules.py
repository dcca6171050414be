"""The rules of redaction: a pattern each, what it finds, and what more must hold. `what` is the
group that is masked, so that a reader still sees `password=` before the mask.

Order matters: of two that meet, the one that begins earlier is taken, then the longer.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain import redaction_check as check


class Kind(StrEnum):
    """What was found, in words that anybody reads."""

    OURS = "secret stored in Watchbill"
    PRIVATE_KEY = "private key"
    PASSWORD = "password or key"
    TOKEN = "access token"
    CLOUD = "cloud key"
    EMAIL = "e-mail address"
    PHONE = "phone number"
    CARD = "card number"
    ACCOUNT = "bank account"
    ADDRESS = "IP address"


SECRETS = frozenset({Kind.OURS, Kind.PRIVATE_KEY, Kind.PASSWORD, Kind.TOKEN, Kind.CLOUD})


@dataclass(frozen=True, slots=True)
class Rule:
    """`fits` looks at what was found (the group `what`, else all of it)."""

    kind: Kind
    pattern: re.Pattern[str]
    fits: Callable[[str], bool] = lambda _: True


def _rule(kind: Kind, pattern: str, fits: Callable[[str], bool] | None = None) -> Rule:
    compiled = re.compile(pattern, re.VERBOSE | re.MULTILINE)
    return Rule(kind, compiled, fits) if fits else Rule(kind, compiled)


EDGE = r"(?<![A-Za-z0-9])"
SHAPES = (  # prefixes that services give their tokens, and what may follow
    r"gh[opusr]_[A-Za-z0-9]{20,}", r"github_pat_[A-Za-z0-9_]{20,}",
    r"gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat)-[A-Za-z0-9_.-]{16,}",
    r"xox[abeprs]-[A-Za-z0-9-]{10,}", r"xapp-\d-[A-Za-z0-9-]{10,}",
    r"(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,}", r"whsec_[A-Za-z0-9+/=]{16,}",
    r"sk-(?:ant-|proj-|svcacct-|or-v1-)?[A-Za-z0-9_-]{20,}", r"(?:AC|SK)[0-9a-f]{32}",
    r"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}", r"key-[0-9a-f]{32}", r"[0-9a-f]{32}-us\d{1,2}",
    r"npm_[A-Za-z0-9]{30,}", r"pypi-[A-Za-z0-9_-]{20,}", r"rubygems_[0-9a-f]{40,}",
    r"oy2[a-z0-9]{40,}", r"dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}", r"hf_[A-Za-z0-9]{20,}",
    r"do[opr]_v1_[0-9a-f]{32,}", r"NRAK-[A-Z0-9]{20,}", r"NRII-[A-Za-z0-9_-]{20,}",
    r"sntry[su]_[A-Za-z0-9+/=_-]{20,}", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{20,}",
    r"sq0(?:atp|csp)-[A-Za-z0-9_-]{20,}", r"EAAA[A-Za-z0-9_-]{40,}", r"lin_api_[A-Za-z0-9]{20,}",
    r"ntn_[A-Za-z0-9]{30,}", r"secret_[A-Za-z0-9]{30,}", r"ATATT3[A-Za-z0-9_=-]{20,}",
    r"ATCTT3[A-Za-z0-9_=-]{20,}", r"gl(?:sa|c)_[A-Za-z0-9_+/=]{20,}",
    r"hv[sbr]\.[A-Za-z0-9_-]{20,}", r"s\.[A-Za-z0-9]{24}(?![A-Za-z0-9.])",
    r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{20,}", r"dp\.(?:pt|st|ct|sa)\.[A-Za-z0-9._-]{20,}",
    r"pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_=.-]{16,}", r"PMAK-[0-9a-f]{24}-[0-9a-f]{20,}",
    r"dapi[0-9a-f]{32}(?:-\d)?", r"AGE-SECRET-KEY-1[0-9A-Z]{40,}", r"sbp_[0-9a-f]{32,}",
    r"fig[dou]_[A-Za-z0-9_-]{20,}", r"pat[A-Za-z0-9]{14}\.[0-9a-f]{32,}",
    r"bkua_[0-9a-f]{32,}", r"CCIPAT_[A-Za-z0-9_]{20,}", r"AKCp[A-Za-z0-9]{20,}",
    r"tskey-[a-z]+-[A-Za-z0-9-]{16,}", r"[ps]k\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{10,}",
    r"\d{8,10}:AA[A-Za-z0-9_-]{30,}", r"[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}",
    r"ops_eyJ[A-Za-z0-9_=-]{20,}", r"EAA[A-Za-z0-9]{60,}", r"rdme_[a-z0-9]{40,}",
    r"cio[A-Za-z0-9]{32}", r"phc_[A-Za-z0-9]{30,}", r"r8_[A-Za-z0-9]{30,}", r"gsk_[A-Za-z0-9]{30,}",
    r"xkeysib-[0-9a-f]{40,}[A-Za-z0-9-]*", r"re_[A-Za-z0-9]{8}_[A-Za-z0-9]{16,}",
)  # fmt: skip
CLOUD = (
    r"(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{16}\b", r"AIza[A-Za-z0-9_-]{30,}",
    r"ya29\.[A-Za-z0-9_-]{20,}", r"GOCSPX-[A-Za-z0-9_-]{20,}", r"1//0[A-Za-z0-9_-]{30,}",
    r"[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{30,}", r"LTAI[A-Za-z0-9]{12,}",
    r"AccountKey=(?P<what>[A-Za-z0-9+/=]{20,})", r"SharedAccessKey=(?P<what>[A-Za-z0-9+/=]{20,})",
    r"[?&]sig=(?P<what>[A-Za-z0-9%+/=_-]{16,})", r"X-Amz-(?:Signature|Credential|Security-Token)=(?P<what>[^&\s\"']+)",
)  # fmt: skip
# A key that ends like this holds a secret, whatever stands before: DB_PASSWORD, spring.secret, ...
SECRET_WORD = r"""
    pass(?:word|wd|phrase|code|wort)? | pwd | pw | psw | passwort | kennwort | contrase[nñ]a | clave
  | mot[ ]de[ ]passe | secret | secret[_-]?key | client[_-]?secret | secret[_-]?access[_-]?key
  | (?:access|auth|refresh|id|bearer|session|security|api|bot|csrf|private|deploy|personal[ _-]access
      |registration|webhook|app|user|service|verification)?[ _-]?token
  | api[_. -]?key | apikey | access[_-]?key(?:[_-]?id)? | private[_-]?key | encryption[_-]?key
  | private[_-]?key[_-]?id | signing[_-]?(?:key|secret) | master[_-]?key | shared[_-]?(?:key|secret) | account[_-]?key
  | license[_-]?key | routing[_-]?key | integration[_-]?key | ssh[_-]?key | auth[_-]?key
  | service[_-]?key | storage[_-]?key | credentials? | creds? | cookie
  | session[_-]?id | sessionid | phpsessid | jsessionid | sid | csrf | nonce | salt
  | (?<=_)auth | _authtoken | \.dockerconfigjson | pin | otp | totp | cvv | cvc | tan
"""
VALUE = r"""
    \\?"(?P<a>(?:\\.|[^"\\\n])+?)\\?" | '(?P<b>(?:\\.|[^'\\\n])+)' | `(?P<c>[^`\n]+)`
  | (?P<d>(?!\w[\w.]*\()[^\s"'`,;&<>(){}\[\]|]+[^\s"'`,;&<>|]*)
"""
NOT_SECRET = re.compile(
    r"""(?ix) (?: true|false|yes|no|none|null|nil|undefined|unset|empty|required|optional|missing|invalid
    |expired|revoked|rotated|wrong|changed|reset|unknown|redacted|masked|hidden|secret|string|str|text
    |int|bytes|bool|password|token|todo|tbd|xxx+|\*+|\.{3}|…|-+|see|is|was|not|and|or|the|a|an|in|at
    |bearer|basic|digest|file|env|vault|ok|failed|denied|refused|valid|enabled|disabled|authentication
    |refresh|refreshed|lookup|validation|error|errors|policy|\[[\w ]+\]
    |<[^>]*>? | \$\{?[A-Za-z_]\w*\}? | \{\{.*\}?\}? | %\w+% | os\.environ.* | process\.env.* | env\..*
    |!Ref\b.* | !vault | \|[-+]? | >[-+]? ) [.,:;!?)]*"""
)
PHONE_WORD = r"(?i:tel|tel[eé]fono|telefon|phone|mobile|mobil|cell|handy|call|ring|fax|whatsapp|sms|text|dial|rufnummer|m[oó]vil|t[eé]l|number\ is|reach\ (?:me|him|her|them))"


def secret_value(said: str) -> bool:
    """Whether what stands after `password=` is one, not a placeholder or a word of a sentence."""
    return len(said) >= 3 and NOT_SECRET.fullmatch(said) is None


def _prose_value(said: str) -> bool:
    """After `the password is`: a word alone is more likely part of a sentence."""
    bare = said.rstrip(".,!?)")
    odd = any(not each.isalpha() for each in bare) or (
        bare != bare.lower() and bare[1:] != bare[1:].lower()
    )
    return len(bare) >= 5 and odd and secret_value(bare)


def _long_key(said: str) -> bool:
    """`_key` stands before much that is no secret: only what is long and has digits."""
    return len(said) >= 16 and any(each.isdigit() for each in said) and secret_value(said)


def _digits(said: str) -> str:
    return "".join(each for each in said if each.isdigit())


def _phone(said: str) -> bool:
    return 8 <= len(_digits(said)) <= 15 and len(set(_digits(said))) > 2


def _local_phone(said: str) -> bool:
    return 6 <= len(_digits(said)) <= 13 and len(set(_digits(said))) > 1


RULES: tuple[Rule, ...] = (
    # private key blocks, also cut off, also with \n as two characters
    _rule(Kind.PRIVATE_KEY,
          r"-----BEGIN[ ][A-Z0-9 ]*PRIVATE[ ]KEY(?:[ ]BLOCK)?-----"
          r"(?s:.*?)(?:-----END[ ][A-Z0-9 ]*PRIVATE[ ]KEY(?:[ ]BLOCK)?-----|\Z)"),
    _rule(Kind.PRIVATE_KEY, r"PuTTY-User-Key-File-\d:(?s:.*?)(?:Private-MAC:[ ]*\w+|\Z)"),
    # connection strings and addresses with a user
    _rule(Kind.PASSWORD, r"(?<=://)(?P<what>[^\s/:@'\"<>]{0,256}:[^\s@'\"<>]{1,1024})(?=@)"),
    _rule(Kind.PASSWORD, r"(?<=://)(?P<what>[A-Za-z0-9_-]{16,})(?=@)"),
    _rule(Kind.TOKEN, r"hooks\.slack\.com/(?:services|workflows|triggers)/(?P<what>[A-Za-z0-9/_-]{10,})"),
    _rule(Kind.TOKEN, r"discord(?:app)?\.com/api/webhooks/(?P<what>\d+/[\w-]+)"),
    _rule(Kind.TOKEN, r"(?:webhook\.office\.com/webhookb2|logic\.azure\.com[\w:/-]*/triggers)/(?P<what>\S{16,})"),
    _rule(Kind.TOKEN, r"/(?:ack|proof|feeds|in|invite|reset|magic|verify)/(?P<what>[\w.-]{24,})"),
    # tokens by their shape
    _rule(Kind.TOKEN, rf"{EDGE}eyJ[A-Za-z0-9_-]{{6,}}\.[A-Za-z0-9_-]{{4,}}(?:\.[A-Za-z0-9_-]*){{0,3}}"),
    _rule(Kind.TOKEN, rf"{EDGE}(?:{'|'.join(SHAPES)})"),
    _rule(Kind.CLOUD, "|".join(f"(?:{EDGE}{each})" for each in CLOUD[:7])),
    *(_rule(Kind.CLOUD, each) for each in CLOUD[7:]),
    # what is said on a command line or in a header
    _rule(Kind.TOKEN, r"(?i:\b(?:bearer:?|token|apikey|api-key|digest|negotiate|sharedkey|aws4-hmac-sha256))[ ]+"
          r"(?P<what>(?=[^\s\"']*[0-9A-Z_=])[A-Za-z0-9._~+/=-]{8,})",
          lambda said: any(each.isdigit() for each in said) or said != said.lower()),
    _rule(Kind.PASSWORD, r"(?i:\bbasic)[ ]+(?P<what>[A-Za-z0-9+/]{8,}={0,2})(?![A-Za-z0-9])",
          lambda said: said.endswith("=") or (said != said.lower() and said[1:] != said[1:].lower())),
    _rule(Kind.TOKEN, r"(?i:\b(?:proxy-)?authorization)[\"']?[ ]*[:=][ ]*[\"']?(?P<what>[^\s\"',;]{6,}(?:[ ][^\s\"',;]{6,})?)",
          secret_value),
    _rule(Kind.TOKEN, r"(?i:\b(?:set-)?cookie)[\"']?:[ ]*(?P<what>[^\r\n\"']{4,})"),
    _rule(Kind.TOKEN, r"(?i:\bx-[a-z-]{0,40}(?:key|token|secret|auth|signature)|private-token|job-token|dd-api-key|api-key)[\"']?[ ]*[:=][ ]*[\"']?"
          r"(?P<what>[^\s\"',;]{4,})", secret_value),
    _rule(Kind.PASSWORD, r"(?<![\w-])(?:-u|--user|--proxy-user)[ =]?[\"']?(?P<what>[^\s:\"'/-][^\s:\"'/]*:[^\s\"']+)"),
    _rule(Kind.PASSWORD, r"(?<![\w-])--?(?i:(?:[a-z-]{0,40}-)?(?:password|passwd|pass|token|secret|api-?key|auth|key|access-key|secret-key))[ =]+"
          r"(?:[\"'](?P<what>[^\"'\n]+)[\"']|(?P<too>[^\s\"'-][^\s\"']*))", secret_value),
    _rule(Kind.PASSWORD, r"\b(?:mysql|mysqldump|mariadb|mysqladmin|sshpass|7z|unzip)\b[^\n|;]{0,120}?[ ]-p[ ]?[\"']?(?P<what>[^\s\"']{3,})", secret_value),
    _rule(Kind.PASSWORD, r"\b(?:docker|podman|helm|az|oc)\b[^\n|;]{0,120}?\blogin\b[^\n|;]{0,120}?[ ]-p[ ]+[\"']?(?P<what>[^\s\"']{3,})", secret_value),
    _rule(Kind.PASSWORD, r"(?i:\bredis-cli\b[^\n|;]{0,120}?[ ]-a[ ]+|^AUTH[ ]+|\bIDENTIFIED[ ]BY[ ]+|\bPASSWORD[ ]+(?=['\"]))[\"']?(?P<what>[^\s\"';]{3,})", secret_value),
    _rule(Kind.PASSWORD, r"(?i:\bmachine[ ]\S+[ ]+login[ ]\S+[ ]+password[ ]+)(?P<what>\S+)"),
    _rule(Kind.PASSWORD, r"(?i:\becho)[ ]+[\"']?(?P<what>[^\s\"'|]{4,})[\"']?[ ]*\|[^\n]{0,120}(?:--password-stdin|passwd|sudo[ ]-S)"),
    _rule(Kind.PASSWORD, r"^[\w.-]{1,64}:(?P<what>\$(?:2[aby]|6|5|1|y|argon2\w*)\$[^\s:]+)"),
    _rule(Kind.PASSWORD, r"(?P<what>\$(?:2[aby]|6|5|y|argon2(?:id|i|d))\$[A-Za-z0-9./$=,+]{20,})"),
    # a key and its value: env, YAML, JSON, TOML, properties, XML, a query, a chat
    _rule(Kind.PASSWORD, rf"(?i:(?<![A-Za-z])(?:[A-Za-z0-9]{{1,40}}[_.-]){{0,6}}(?:{SECRET_WORD}|[a-z]{{1,12}}(?:password|passwd|pass|secret|token)))\\?[\"'`]?\]?[ \t]*(?:=>|:=|==?|:)[ \t]*(?:{VALUE})",
          secret_value),
    _rule(Kind.PASSWORD, rf"(?<=[a-z0-9])(?:Password|Passwd|Passphrase|Secret|Token|ApiKey|AccessKey|SecretKey|PrivateKey|Pwd)\\?[\"'`]?[ \t]*(?:=>|:=|==?|:)[ \t]*(?:{VALUE})",
          secret_value),
    _rule(Kind.PASSWORD, rf"(?i:\b\w{{1,60}}[_-]key)[\"'`]?[ \t]*[=:][ \t]*(?:{VALUE})", _long_key),
    _rule(Kind.PASSWORD, r"(?i:^[ \t-]*[\w.-]{0,60}(?:password|passwd|secret|token|key|pass))[\"']?:[ ]*[|>][-+]?[ ]*\n(?P<what>(?:[ \t]+\S[^\n]*(?:\n|\Z))+)"),
    _rule(Kind.PASSWORD, r"(?i:<(?P<tag>[\w:.-]{0,40}(?:password|passwd|secret|token|apikey|pwd)[\w:.-]{0,40})[^>]*>)(?P<what>[^<\n]+)(?=</(?P=tag)>)", secret_value),
    _rule(Kind.PASSWORD, r"(?i:\bname:[ ]*[\"']?[\w.-]*(?:password|passwd|secret|token|api_?key|access_?key)[\w]*[\"']?[ ]*[,\n][ \t]*[\"']?value[\"']?:[ ]*)[\"']?(?P<what>[^\s\"'},]+)", secret_value),
    _rule(Kind.PASSWORD, r"(?i:\b(?:pass(?:word|phrase|code|wort)?|pw|pwd|kennwort|secret|token|(?:api|access|secret|master|wi-?fi|wpa2?|psk|licen[cs]e)[ ]?key|pin|otp|code|login|creds?|credentials)"
          r"(?:[ ]for[ ][\w.@-]+|[ ]to[ ][\w.@-]+|[ ]of[ ][\w.@-]+)?[ ](?:is|was|lautet|ist|es|est|now|still)[ ]*(?:now[ ]|still[ ])?:?[ ]*)[\"'`]?(?P<what>[^\s\"'`]{4,})", _prose_value),
    _rule(Kind.PASSWORD, r"(?i:\b(?:log[ ]?in|sign[ ]in|user(?:name)?)\b[^\n]{0,30}?[ ]?(?:/|\|)[ ]?(?:pw|pass|password)?[ :]*)(?P<what>(?=\S*[A-Za-z])(?=\S*\d)\S{6,})", _prose_value),
    _rule(Kind.PASSWORD, r"(?i:\b(?:password|passwort|passphrase|pwd|pw|kennwort|contrase[nñ]a)[ ]*(?:→|->|⇒|[ ])[ ]*)[\"'`]?(?P<what>(?=\S*\d)(?=\S*[A-Za-z])[^\s\"'`:=/]{5,})(?![:=/])", _prose_value),
    _rule(Kind.PASSWORD, r"(?i:\bjdbc:oracle:[a-z]+:)(?P<what>[^\s/@]+/[^\s@]+)(?=@)"),
    _rule(Kind.PASSWORD, r"(?i:\bAUTH[ ](?:LOGIN|PLAIN|XOAUTH2)[ ]+)(?P<what>[A-Za-z0-9+/=]{6,}(?:[ ]+[A-Za-z0-9+/=]{6,})?)"),
    _rule(Kind.PASSWORD, r"(?i:\bsession[\"']?[ ]*[:=][ ]*[\"']?)(?P<what>[A-Za-z0-9_-]{20,})", lambda said: any(each.isdigit() for each in said)),
    _rule(Kind.PASSWORD, r"(?P<what>\$(?:apr1|1|sha1|pbkdf2\S{0,12}?)\$[A-Za-z0-9./$]{8,})"),
    _rule(Kind.PASSWORD, r"(?i:(?<![\w-])key[\"']?[ ]*=[ ]*[\"']?)(?P<what>[A-Za-z0-9_.+/-]{20,}=*)", lambda said: any(each.isdigit() for each in said)),
    _rule(Kind.PASSWORD, r"(?i:/user:\S+[ ]+)(?P<what>\S{4,})", secret_value),
    _rule(Kind.PASSWORD, r"(?i:\b(?:root|admin|administrator|sa|postgres|sysadmin)[ ]?/[ ]?)(?P<what>(?=\S*\d)(?=\S*[A-Za-z])[^\s/]{6,})(?!/)", _prose_value),
    _rule(Kind.PASSWORD, r"(?i:\b(?:secret|token|key|credentials?|creds)[ ]+)['\"`](?P<what>(?=[^'\"`]*\d)[^'\"`\s]{8,})['\"`]"),
    _rule(Kind.PASSWORD, r"(?i:\b(?:credentials?|creds|login|account)[ ]+(?:are[ ]|is[ ])?)(?P<what>[^\s:/]{2,40}:(?=\S*\d)[^\s/]{5,})"),
    _rule(Kind.PASSWORD, r"(?i:^[ ]*(?:ENV|ARG|setenv)[ ]+\w{0,60}(?:SECRET|TOKEN|PASSWORD|PASSWD|KEY)[ ]+)(?P<what>\S{4,})", secret_value),
    _rule(Kind.PASSWORD, r"(?i:\bsecret[ ]?(?:key)?:?[ ]+(?:base32|hex|b64|base64)[ ]+)(?P<what>[A-Za-z0-9+/=]{12,})"),
    # people
    _rule(Kind.EMAIL, r"(?<![\w.%+-])(?!git@)[A-Za-z0-9._%+'-]{1,64}(?:@|%40)(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![A-Za-z0-9-])"),
    _rule(Kind.EMAIL, r"(?i:(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}[ ]at[ ][a-z0-9-]{1,63}(?:[ ]dot[ ][a-z0-9-]{2,24}){1,3})"),
    _rule(Kind.EMAIL, r"(?i:(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}[ ]?[\[({][ ]?at[ ]?[\])}][ ]?[a-z0-9.-]+(?:[ ]?(?:\.|[\[({][ ]?dot[ ]?[\])}])[ ]?[a-z]{2,}))"),
    _rule(Kind.ACCOUNT, r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}[ -]?(?:[A-Za-z0-9]{1,4}[ -]?){3,8}(?![A-Za-z0-9])",
          lambda said: check.iban_length(said) > 0),
    _rule(Kind.CARD, r"(?<![\w.-])\d{4}(?P<gap>[ -]?)\d{4}(?P=gap)\d{4}(?P=gap)\d{1,7}(?![\w-])|(?<![\w.-])\d{4}[ -]?\d{6}[ -]?\d{4,5}(?![\w-])|(?<![\w.-])\d{13,19}(?![\w-])",
          check.card),
    _rule(Kind.PHONE, r"(?<![\w+])(?:\+|00(?=[1-9]\d[ ]))[ ]?[1-9](?:[ ./-]{0,2}\(?\d\)?|[ ]?\(0\)){7,14}(?![\w-])", _phone),
    _rule(Kind.PHONE, r"(?<![\w.+-])\(\d{2,5}\)[ ]?\d{3,4}[ .-]?\d{3,5}(?![\w-])", _phone),
    _rule(Kind.PHONE, r"(?<![\w.+-])(?:1[ .-])?[2-9]\d{2}([.-])\d{3}\1\d{4}(?![\w-])"),
    _rule(Kind.PHONE, r"(?<![\w.:+-])0\d{2,4}[ /-]{1,3}\d{2,4}(?:[ -]?\d{2,5}){1,3}(?![\w:-])", lambda said: 9 <= len(_digits(said)) <= 12),
    _rule(Kind.PHONE, r"(?<![\w.:+-])0\d(?:[ .-]\d{2}){4}(?![\w:-])"),
    _rule(Kind.PHONE, rf"\b{PHONE_WORD}\.?[ ]?(?:no\.?|nr\.?|number|nummer|\#)?[ ]?(?:[a-z]+[ ]){{0,3}}(?:is|on|at|:|=|under|unter|al)?[ :]*(?P<what>\(?\d[\d ()./-]{{5,17}}\d)(?![\w:])",
          _local_phone),
    # machines
    _rule(Kind.ADDRESS, r"(?<![\w.])(?<!\bv[ ])(?<!version[ ])(?<!release[ ])(?<!Version[ ])(?P<what>\d{1,3}(?:\.\d{1,3}){3})(?![\w]|\.\d)", check.address_4),
    _rule(Kind.ADDRESS, r"\b(?:ip|host|addr|node|server)-(?P<what>\d{1,3}(?:-\d{1,3}){3})(?![\w-]*\d-)", lambda said: check.address_4(said.replace("-", "."))),
    _rule(Kind.ADDRESS, r"(?<![\w:.])(?P<what>(?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9A-Fa-f]{1,4}|:|(?:\d{1,3}\.){3}\d{1,3})?(?:%\w+)?)(?![\w:.]*[\w:])", check.address_6),
    # what is left and too random for a word
    _rule(Kind.TOKEN, r"(?<![A-Za-z0-9_+/=.-])(?P<what>[A-Za-z0-9_+/-]{32,}={0,2})(?![A-Za-z0-9_+/=])", check.random_looking),
)  # fmt: skip
