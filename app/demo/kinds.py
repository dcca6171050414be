"""The kinds of trouble that the sample team knows."""

from dataclasses import dataclass

from models.kinds import Category, Severity, SignalSeverity


@dataclass(frozen=True)
class Kind:
    """One kind of trouble. `hours` are the local hours it likes, `weight` how often it comes,
    `minutes` a typical time to solve; `notes` and `fix` are what people write, `words` what
    customers say; `tags` are given once somebody knows what it is. One without an integration is
    declared by hand."""

    service: str
    integration: str
    title: str
    said: SignalSeverity
    severity: Severity
    category: Category
    weight: int
    minutes: int
    notes: tuple[str, ...]
    fix: str
    hours: tuple[int, int] = (0, 24)
    heals: float = 0.0
    words: str = ""
    tags: tuple[str, ...] = ()


CRITICAL, ERROR, WARNING, INFO = (
    SignalSeverity.CRITICAL, SignalSeverity.ERROR, SignalSeverity.WARNING, SignalSeverity.INFO,
)  # fmt: skip
SEV1, SEV2, SEV3, SEV4 = Severity.SEV1, Severity.SEV2, Severity.SEV3, Severity.SEV4

KINDS = (
    Kind("payments", "payments-monitor", "Checkout fails for card payments", CRITICAL, SEV1,
         Category.THIRD_PARTY, 6, 55,
         ("Card provider returns 502. Wallets are fine.", "Rolling back did not help.",
          "Provider confirms trouble on their side, switching to the fallback."),
         "Switched to the fallback provider; back on the main one after their all-clear.",
         tags=("checkout", "provider")),
    Kind("card-provider", "provider-status", "Card provider: authorisations are slow", WARNING,
         SEV3, Category.THIRD_PARTY, 7, 90,
         ("p95 at 9 s, normally 0.8 s.", "Their status page says degraded performance."),
         "Provider recovered by itself.", heals=0.6, tags=("checkout", "provider")),
    Kind("search", "search-monitor", "Search index is 40 minutes behind", ERROR, SEV2,
         Category.PERFORMANCE, 11, 50,
         ("The nightly import saturates the queue.", "Paused the import to let it catch up."),
         "Import throttled; index caught up.", hours=(0, 5), tags=("nightly import",)),
    Kind("search", "search-monitor", "Search answers slowly for large catalogues", WARNING, SEV3,
         Category.PERFORMANCE, 7, 70,
         ("One shard is hot.",), "Moved two customers to another shard.", heals=0.3),
    Kind("database", "prometheus-database", "Replica lag above 60 s", WARNING, SEV3,
         Category.INFRASTRUCTURE, 9, 25,
         ("A long report query holds back the replay.",), "Cancelled the query.", heals=0.5),
    Kind("database", "prometheus-database", "Disk 92 % full on db-1", ERROR, SEV3,
         Category.INFRASTRUCTURE, 5, 40,
         ("WAL archive fell behind after the network change.",),
         "Archive drained, old WAL removed, alert threshold lowered to 85 %."),
    Kind("database", "prometheus-database", "Connections refused: too many clients", CRITICAL, SEV1,
         Category.ACCESS, 3, 45,
         ("Every api worker opens its own pool since the last deploy.",
          "Restarting workers two by two."),
         "Pool size back to 8 per worker; added a check to the deploy.", tags=("deploy",)),
    Kind("api", "prometheus", "HighErrorRate on api: 5xx above 4 %", CRITICAL, SEV2,
         Category.PIPELINE, 9, 35,
         ("Started with deploy 2.41.", "Only the export endpoint is touched."),
         "Rolled the deploy back.", tags=("deploy",)),
    Kind("api", "prometheus", "Latency of api above 2 s (p99)", ERROR, SEV3,
         Category.PERFORMANCE, 10, 30,
         ("A missing index after the migration.",), "Index added concurrently.", heals=0.35),
    Kind("api", "prometheus", "Certificate of api expires in 7 days", INFO, SEV4,
         Category.ACCESS, 4, 240,
         ("Renewal job lacks permission since the role change.",), "Renewed; role fixed.",
         hours=(9, 17)),
    Kind("web", "web-checks", "Sign-in page returns 500 for some customers", ERROR, SEV2,
         Category.PIPELINE, 6, 40,
         ("Only customers with single sign-on.", "A feature flag was flipped for everybody."),
         "Flag switched off.", tags=("deploy", "sign-in")),
    Kind("web", "web-checks", "Pages load slowly in Asia", WARNING, SEV4,
         Category.PERFORMANCE, 7, 120,
         ("The CDN sends Singapore through Frankfurt.",), "CDN corrected its routes.", heals=0.4,
         tags=("CDN",)),
    Kind("web", "web-checks", "Status badge shows the wrong colour", INFO, SEV4,
         Category.OTHER, 3, 300, ("Cosmetic; fixed with the next release.",), "Released.",
         hours=(9, 18)),
    Kind("api", "", "Customer sees another customer's invoice", CRITICAL, SEV1,
         Category.SECURITY, 1, 150,
         ("Cache key lacks the tenant since 2.38.", "Cache flushed, endpoint disabled.",
          "Four customers touched; legal informed."),
         "Key fixed, endpoint back, customers told.", hours=(8, 18),
         words="“I opened my invoice and it shows the address of somebody else.”",
         tags=("invoices",)),
    Kind("payments", "", "Invoices of yesterday were sent twice", ERROR, SEV3,
         Category.PIPELINE, 2, 100,
         ("The retry did not see the first run's mark.",), "Mark is written first now.",
         hours=(8, 18), words="“We got every invoice twice this morning. Which one do we pay?”",
         tags=("invoices",)),
    Kind("web", "", "Customer cannot invite colleagues", WARNING, SEV4,
         Category.ACCESS, 4, 80, ("Their plan allows five; the sentence was misleading.",),
         "Explained; wording changed.", hours=(8, 18),
         words="“The button says we may invite ten people and then it says no.”"),
)  # fmt: skip
