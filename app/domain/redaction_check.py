"""Whether digits and letters are what they look like: checksums of cards and accounts, addresses of
machines, and strings too random to be words."""

import ipaddress
import math
import re
from collections import Counter

# Registered lengths (SWIFT, IBAN Registry): what follows is not eaten by a wider pattern.
LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22,
    "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28,
    "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
    "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
    "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30,
    "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22,
    "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23,
    "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}  # fmt: skip
NEARLY_RANDOM = 3.9  # bits a character
WORDS = re.compile(r"[A-Z]?[a-z]{4,}")


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    total = 0
    for place, each in enumerate(reversed(digits)):
        value = int(each) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def card(said: str) -> bool:
    """Whether a run of digits, blanks and hyphens is the number of a payment card."""
    digits = "".join(each for each in said if each.isdigit())
    return (
        13 <= len(digits) <= 19 and digits[0] in "23456" and len(set(digits)) > 1 and luhn(digits)
    )


def iban_length(said: str) -> int:
    """How many characters of a text that begins like an IBAN are one (ISO 13616); 0 for none."""
    wanted, seen = LENGTHS.get(said[:2].upper(), 0), ""
    for place, each in enumerate(said):
        if each in " -":
            continue
        seen += each.upper()
        if len(seen) == wanted:
            ends = place + 1 == len(said) or not said[place + 1].isalnum()
            return place + 1 if ends and _mod97(seen) else 0
    return 0


def _mod97(account: str) -> bool:
    turned = account[4:] + account[:4]
    return int("".join(str(int(each, 36)) for each in turned)) % 97 == 1


def address_4(said: str) -> bool:
    """An IPv4 address that tells of a machine, and not only of oneself."""
    try:
        found = ipaddress.IPv4Address(said)
    except ValueError:
        return False
    return not found.is_loopback and not found.is_unspecified


def address_6(said: str) -> bool:
    """As `address_4`, for IPv6; a time such as 10:15:30 is none."""
    try:
        found = ipaddress.IPv6Address(said.partition("%")[0])
    except ValueError:
        return False
    return not found.is_loopback and not found.is_unspecified and any(c.isdigit() for c in said)


def random_looking(said: str) -> bool:
    """Whether no person would write it: capitals, small letters and digits mixed without words
    (Shannon entropy of its characters)."""
    kinds = (
        sum(each.isupper() for each in said),
        sum(each.islower() for each in said),
        sum(each.isdigit() for each in said),
    )
    if min(kinds) < 2 or sum(map(len, WORDS.findall(said))) * 2 > len(said):
        return False
    counts = Counter(said).values()
    bits = -sum(n / len(said) * math.log2(n / len(said)) for n in counts)
    return bits >= NEARLY_RANDOM
