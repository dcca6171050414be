BEGIN TRANSACTION;
CREATE TABLE affected (
	incident_id INTEGER NOT NULL, 
	service_id INTEGER NOT NULL, 
	CONSTRAINT pk_affected PRIMARY KEY (incident_id, service_id), 
	CONSTRAINT fk_affected_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id) ON DELETE CASCADE, 
	CONSTRAINT fk_affected_service_id FOREIGN KEY(service_id) REFERENCES service (id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE alert (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	integration_id INTEGER NOT NULL, 
	service_id INTEGER NOT NULL, 
	incident_id INTEGER, 
	dedup_key VARCHAR(512) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	severity VARCHAR(40) NOT NULL, 
	title TEXT NOT NULL, 
	source VARCHAR(500) NOT NULL, 
	details JSON NOT NULL, 
	count BIGINT NOT NULL, 
	started_at BIGINT NOT NULL, 
	first_at BIGINT NOT NULL, 
	last_at BIGINT NOT NULL, 
	resolved_at BIGINT, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_alert_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_alert_integration_id FOREIGN KEY(integration_id) REFERENCES integration (id), 
	CONSTRAINT fk_alert_service_id FOREIGN KEY(service_id) REFERENCES service (id)
);
INSERT INTO "alert" VALUES(1,5,5,1,'search/search-answers-slowly/0','resolved','warning','Search answers slowly for large catalogues','search-eu-1','{"component": "search", "custom_details": {"environment": "production"}, "links": [{"href": "https://runbooks.example.org/search", "text": "Runbook"}], "client": "search-monitor"}',1,1791824824000000,1791824824000000,1791824824000000,1791827313378882,3);
INSERT INTO "alert" VALUES(2,1,3,2,'bb78d8097a6d2772d76a1031974d266c','open','info','Certificate of api expires in 7 days','api-eu-1:9100','{"labels": {"alertname": "Certificate of api expires in 7 days", "severity": "info", "instance": "api-eu-1:9100", "environment": "production", "occurrence": "api/certificate-of-api/now"}, "annotations": {"summary": "Certificate of api expires in 7 days", "runbook_url": "https://runbooks.example.org/api"}, "links": [{"href": "https://runbooks.example.org/api", "text": "Runbook"}], "receiver": "watchbill"}',7,1795474666000000,1795474666000000,1795476472000000,NULL,2);
INSERT INTO "alert" VALUES(3,6,6,3,'web/sign-in-page-returns/now','open','error','Sign-in page returns 500 for some customers','web-eu-1','{"component": "web", "custom_details": {"environment": "production"}, "links": [{"href": "https://runbooks.example.org/web", "text": "Runbook"}], "client": "web-checks"}',7,1795484266000000,1795484266000000,1795486072000000,NULL,2);
INSERT INTO "alert" VALUES(4,3,4,4,'payments/checkout-fails-for/now','open','critical','Checkout fails for card payments','payments-eu-1','{"component": "payments", "custom_details": {"environment": "production"}, "links": [{"href": "https://runbooks.example.org/payments", "text": "Runbook"}], "client": "payments-monitor"}',7,1795489846000000,1795489846000000,1795491652000000,NULL,2);
INSERT INTO "alert" VALUES(5,5,5,6,'search/search-answers-slowly/now','open','warning','Search answers slowly for large catalogues','search-eu-1','{"component": "search", "custom_details": {"environment": "production"}, "links": [{"href": "https://runbooks.example.org/search", "text": "Runbook"}], "client": "search-monitor"}',1,1795492426000000,1795492426000000,1795492426000000,NULL,2);
CREATE TABLE assignment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	incident_id INTEGER NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	person_id INTEGER NOT NULL, 
	since BIGINT NOT NULL, 
	until BIGINT, 
	CONSTRAINT fk_assignment_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id) ON DELETE CASCADE, 
	CONSTRAINT fk_assignment_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "assignment" VALUES(1,3,'incident commander',8,1795484630000000,NULL);
INSERT INTO "assignment" VALUES(2,4,'incident commander',8,1795490074000000,NULL);
INSERT INTO "assignment" VALUES(3,4,'scribe',1,1795490074000000,NULL);
INSERT INTO "assignment" VALUES(4,4,'communications lead',6,1795490074000000,NULL);
CREATE TABLE attempt (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	page_id INTEGER NOT NULL, 
	number BIGINT NOT NULL, 
	engine VARCHAR(64) NOT NULL, 
	started_at BIGINT NOT NULL, 
	ended_at BIGINT, 
	state VARCHAR(40) NOT NULL, 
	error TEXT NOT NULL, 
	CONSTRAINT fk_attempt_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
INSERT INTO "attempt" VALUES(1,1,1,'sample-engine',1791824824000000,1791824824863000,'sent','');
INSERT INTO "attempt" VALUES(2,2,1,'sample-engine',1795474666000000,1795474666863000,'sent','');
INSERT INTO "attempt" VALUES(3,3,1,'sample-engine',1795474966000000,1795474967008000,'sent','');
INSERT INTO "attempt" VALUES(4,4,1,'sample-engine',1795475266000000,1795475266348000,'sent','');
INSERT INTO "attempt" VALUES(5,5,1,'sample-engine',1795484266000000,1795484266392000,'sent','');
INSERT INTO "attempt" VALUES(6,6,1,'sample-engine',1795484386000000,1795484386318000,'sent','');
INSERT INTO "attempt" VALUES(7,7,1,'sample-engine',1795489846000000,1795489846639000,'sent','');
INSERT INTO "attempt" VALUES(8,9,1,'sample-engine',1795491106000000,1795491107088000,'sent','');
INSERT INTO "attempt" VALUES(9,10,1,'sample-engine',1795491226000000,1795491226692000,'sent','');
INSERT INTO "attempt" VALUES(10,11,1,'sample-engine',1795492426000000,1795492427069000,'sent','');
CREATE TABLE audit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at BIGINT NOT NULL, 
	actor VARCHAR(200) NOT NULL, 
	source VARCHAR(40) NOT NULL, 
	action VARCHAR(60) NOT NULL, 
	subject VARCHAR(200) NOT NULL, 
	data JSON NOT NULL, 
	hash VARCHAR(64) NOT NULL
);
INSERT INTO "audit" VALUES(1,1763956666000000,'ana','file','person added','person ana','{}','d04dd4326a218a31b4b92d5ea2592ccd4eda03770596ebc32ccdde2efb8bff88');
INSERT INTO "audit" VALUES(2,1763956666000000,'ana','file','person added','person ben','{}','8384737b7786cb2d9881b35f7f21f9fc11edcc5778f84cec9bd812bcfc26fc77');
INSERT INTO "audit" VALUES(3,1763956666000000,'ana','file','person added','person cy','{}','25dca39e4de91bbeee1d8371c40ac26d95c643a51bcbf728d824b1ab07b9983e');
INSERT INTO "audit" VALUES(4,1763956666000000,'ana','file','person added','person dan','{}','2cad0bbde07205878a32aaed3d3e7cac69cb303b2b15dd0d9c4b6c015eba32f9');
INSERT INTO "audit" VALUES(5,1763956666000000,'ana','file','person added','person eva','{}','8d9c97df32257ab9027decf477b029e33657c65e3f1dd403aa19c04cc1f39c46');
INSERT INTO "audit" VALUES(6,1763956666000000,'ana','file','person added','person fay','{}','95a4fb099e171c68f1f6e0c9eb2c7d4ab19749cfb8ec83209b6c63c8a234d933');
INSERT INTO "audit" VALUES(7,1763956666000000,'ana','file','person added','person gus','{}','5f4917409728aff932ad2a850e5086412d85ce99c5b2788ea83c83410ba387ca');
INSERT INTO "audit" VALUES(8,1763956666000000,'ana','file','person added','person hana','{}','68d59f268b489b980cc93cdf578bf19fad7a4fc5705825eac2e5d22c85141629');
INSERT INTO "audit" VALUES(9,1763956666000000,'ana','file','team added','team platform','{}','152b5d5fde646d0c7071b8a9677319ce20f919d785beb99c58daece85a9c7225');
INSERT INTO "audit" VALUES(10,1763956666000000,'ana','file','team added','team product','{}','080c68087d2f439000876a7b45b462129bb7421028a9c49655ae7e5631cd6342');
INSERT INTO "audit" VALUES(11,1763956666000000,'ana','file','team added','team support','{}','ca10556b5cd1836017b068d223debf3b41ca0f0765119e6d959d194601f86e39');
INSERT INTO "audit" VALUES(12,1763956666000000,'ana','file','schedule added','schedule primary','{}','f0ddc799b7eb763d42eb159d6b6e096e413ffc09b912ffb32f3af9edbc727cd7');
INSERT INTO "audit" VALUES(13,1763956666000000,'ana','file','schedule added','schedule secondary','{}','1b39492240ff5c0a9c4160c3c48171d862a8aaebc8a13dd61d6965f504d09eda');
INSERT INTO "audit" VALUES(14,1763956666000000,'ana','file','schedule added','schedule support','{}','e1ffeebbbe6a85af7c5136a0a74ab802b66610b2a25aedccda8dccc45e8022cc');
INSERT INTO "audit" VALUES(15,1763956666000000,'ana','file','policy added','policy platform','{}','1219eee11581ee922ba3e1f2e760ee46729a6d000d78b6f0850842238f7fcea9');
INSERT INTO "audit" VALUES(16,1763956666000000,'ana','file','policy added','policy product','{}','6d91eda6fd82cc510635652d2dc735d59597b24ae7daa6f394970b538ae18d7b');
INSERT INTO "audit" VALUES(17,1763956666000000,'ana','file','policy added','policy support','{}','b0f7dd469624d22cfa0121a559e8d264ccb4d7ef3434e8e260e5238788942128');
INSERT INTO "audit" VALUES(18,1763956666000000,'ana','file','service added','service card-provider','{}','44de7ba4b33f8134d099a8797d25da45579e95af43e34147b60415adc0c5261f');
INSERT INTO "audit" VALUES(19,1763956666000000,'ana','file','service added','service database','{}','2741e60cf591df4a647a84788b8e1e2f60d275908df4f509c33764b11663454c');
INSERT INTO "audit" VALUES(20,1763956666000000,'ana','file','service added','service api','{}','512995bd67f124416f348f58c9626426879ea05f1cfcb7f774dc4b53869ba0f6');
INSERT INTO "audit" VALUES(21,1763956666000000,'ana','file','service added','service payments','{}','3298036dc751f08a25a215526ada7cbcc57cfe6f0b3f15a26b6ed6d06ff13c0e');
INSERT INTO "audit" VALUES(22,1763956666000000,'ana','file','service added','service search','{}','2323a514336cf34c3d00afdcc5ca7863e60dbe244859068dbdebf8c16ade9ecf');
INSERT INTO "audit" VALUES(23,1763956666000000,'ana','file','service added','service web','{}','c4b8dca5e1c79dffceeaf14eed049d5a7a410ec89c337fe17c144401283d6b3e');
INSERT INTO "audit" VALUES(24,1763956666000000,'ana','file','integration added','integration prometheus','{"details": ["a key was made"]}','d576617b2296ad393795977025c00dd132479f89cbe3f60c8444ddba07f4918d');
INSERT INTO "audit" VALUES(25,1763956666000000,'ana','file','integration added','integration prometheus-database','{"details": ["a key was made"]}','324b66d60c1d9c093c55daf1d9f505eeedf4a79c38ee1929e779cf7baa1e9292');
INSERT INTO "audit" VALUES(26,1763956666000000,'ana','file','integration added','integration payments-monitor','{"details": ["a key was made"]}','eafae7edb1971c646aad0bb95cfe13638cb65885f55f9a0b2c1ebc29662adbfb');
INSERT INTO "audit" VALUES(27,1763956666000000,'ana','file','integration added','integration provider-status','{"details": ["a key was made"]}','ab29f54429b89f89c6d109709eb4e9b54ddebf4eba5a6fa34eabedb76a38c9cf');
INSERT INTO "audit" VALUES(28,1763956666000000,'ana','file','integration added','integration search-monitor','{"details": ["a key was made"]}','b094be1cc72580c5f4f623c1734732f47ab3a98395fcc5a91bb41bc2f9c92951');
INSERT INTO "audit" VALUES(29,1763956666000000,'ana','file','integration added','integration web-checks','{"details": ["a key was made"]}','b3079415cb28d4564e640c01cb7a116e576fc4634fd4d2b41d7014529a691b76');
INSERT INTO "audit" VALUES(30,1766984266000000,'dan','desktop','schedule changed','schedule primary','{"details": ["+ replace eva with dan 2026-01-03T08:00:00Z to 2026-01-04T20:00:00Z"]}','817da6b69abbae47d71587951baa398dfc1392a66433834e2ce8098d1ec3c7b4');
INSERT INTO "audit" VALUES(31,1770080266000000,'ana','desktop','schedule changed','schedule primary','{"details": ["+ replace eva with ana 2026-02-07T08:00:00Z to 2026-02-08T20:00:00Z"]}','00cfe12649ef2f3c1bb9ed1555fbb3e56d004d52f8332d1c8fb43c80d166ba13');
INSERT INTO "audit" VALUES(32,1773028666000000,'dan','desktop','schedule changed','schedule primary','{"details": ["+ replace eva with dan 2026-03-14T08:00:00Z to 2026-03-15T20:00:00Z"]}','42742b16f296980efbb63b8db8bd682a893c6407b9c477731e38f511f0e54608');
INSERT INTO "audit" VALUES(33,1776167866000000,'dan','desktop','schedule changed','schedule primary','{"details": ["+ replace eva with dan 2026-04-18T07:00:00Z to 2026-04-19T19:00:00Z"]}','312f56865c830fb7aa3073992aba29648243d493b9f9f0b81169863b7e5e73b0');
INSERT INTO "audit" VALUES(34,1779094666000000,'ben','desktop','schedule changed','schedule primary','{"details": ["+ replace eva with ben 2026-05-23T07:00:00Z to 2026-05-24T19:00:00Z"]}','ced4be623f73160cc3cd7bba6216a73e28572c0b17ea60928c4efcada5060b52');
INSERT INTO "audit" VALUES(35,1782115066000000,'ana','desktop','schedule changed','schedule primary','{"details": ["+ replace eva with ana 2026-06-27T07:00:00Z to 2026-06-28T19:00:00Z"]}','397e9eceb6a6c97f47e23174259364ed45ba962d3e7efd9633650eb63cd7db9b');
INSERT INTO "audit" VALUES(36,1785250666000000,'ben','desktop','schedule changed','schedule primary','{"details": ["+ replace eva with ben 2026-08-01T07:00:00Z to 2026-08-02T19:00:00Z"]}','1d0b262f100531ed1f7c5492419c6a458690d5916064384006d9c12264d1f4ee');
INSERT INTO "audit" VALUES(37,1788177466000000,'ben','desktop','schedule changed','schedule primary','{"details": ["+ replace eva with ben 2026-09-05T07:00:00Z to 2026-09-06T19:00:00Z"]}','aa4063b5d5cf9883aaa0fc5394d4790a05fc8f9c1b7f40c7eb026da0177b57b9');
INSERT INTO "audit" VALUES(38,1791291466000000,'ana','desktop','schedule changed','schedule primary','{"details": ["+ replace eva with ana 2026-10-10T07:00:00Z to 2026-10-11T19:00:00Z"]}','cf245bee918777367a35456a0c35652b587809ba2307fe147e943bf83ff9253b');
INSERT INTO "audit" VALUES(39,1795298266000000,'dan','desktop','schedule changed','schedule primary','{"details": ["+ replace ben with dan 2026-11-28T08:00:00Z to 2026-11-29T20:00:00Z"]}','913e8b6c62a263c1c201474504bf02edb44aa33e95760cb1c3bbf9f873e7678d');
CREATE TABLE bell (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	origin VARCHAR(40) NOT NULL, 
	touched TEXT NOT NULL
);
CREATE TABLE channel (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR(64) NOT NULL, 
	address BLOB NOT NULL, 
	scheme VARCHAR(40) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT uq_channel_name UNIQUE (name)
);
CREATE TABLE contact (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	address BLOB NOT NULL, 
	scheme VARCHAR(40) NOT NULL, 
	position BIGINT NOT NULL, 
	proven_at BIGINT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_contact PRIMARY KEY (id), 
	CONSTRAINT fk_contact_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT uq_contact_person_id_name UNIQUE (person_id, name)
);
INSERT INTO "contact" VALUES(1,1,'phone',X'0148AFC0831D0B3FF573EBC30BA94189D6244BFA0FC6FD8CF10F397BF6ACA726EC2372DA2C3462DCED6C23DC164124A47886A0BF4B0719C3','ntfy',0,NULL,1);
INSERT INTO "contact" VALUES(2,1,'mail',X'0143EFBA9C1D44DB41F27E5AAE33219862C95B11CB9EE54CE5ACD6344543DA9C760B4BB036F24AE9A924D2F084C39F3427092273E5E64B25036E0AE591E16E5CCBFD26E4C9065CAA63491AF7FE057A79B8','mailto',1,NULL,1);
INSERT INTO "contact" VALUES(3,2,'phone',X'014BA76A8A63B4BD955FF0C82110C89FE50379FCA732BDAD22C45537ED0D1D961914366BF63E825C77DF78D8A56335A4952D4B759C89DE23','ntfy',0,NULL,1);
INSERT INTO "contact" VALUES(4,2,'mail',X'0144B589286DD12FDB56034EBD06216686F49F22E983CF57F9FEE7ED197D728C68259A6BD4CB83A835A5A6A1D9064DB2284D0E2DE83CCB491726161C46733490C2DFC8E582481CEB05F6415DF27A994239','mailto',1,NULL,1);
INSERT INTO "contact" VALUES(5,3,'phone',X'014D9FC7DF584214427B33C6707BD76A08B2C3949AE284128C3FAC456464F0946A573C55D378FE6485BFD402FB7532D7237FACF380C00E','ntfy',0,NULL,1);
INSERT INTO "contact" VALUES(6,3,'mail',X'01D5E9220D7451E4B62868C00763F8F7F8DFCB4D98EED68C9DCFC814D90F210130B33EB868B2AC752BC93213D23681C981401B1A688E3C3DD3EF3134B322A126FB723B61D7E2754E9506CE37C6CB05ED','mailto',1,NULL,1);
INSERT INTO "contact" VALUES(7,4,'phone',X'0118EBFD387153DAC457044E2D5A0976E3406C3DC122826FB59A589DB4D86FD15392832EDD5A1019A65386B5EE016BBAB91C2A21F7FE9A3E','ntfy',0,NULL,1);
INSERT INTO "contact" VALUES(8,4,'mail',X'01643FEE62DE27B6A2A747E93DB756C5AA387C31242E070C1C24E3EEFB9CA8D82978B7EC726F75B9616AC13DC70955EAB3A62B30868E4FF5BDE55751A75E37E0684EE98F291746C7917A57CA56DA044AB2','mailto',1,NULL,1);
INSERT INTO "contact" VALUES(9,5,'phone',X'01CE037CF95DC241212CE9ABB07C615F3FB038E1EF137722E6A75AF930760F0EE9820259CAF621BA46E0F662C56CB098BFAEE45E0B127951','ntfy',0,NULL,1);
INSERT INTO "contact" VALUES(10,5,'mail',X'01E09228EB6298665742DC25113EDBF9A808FC689CAEAA704C7411B080B1EE4DA6AE778A50C6919313040399590BBC442ED33C9D9E0A3F3C7900ADEF788E88275CFCF09A6A5E6C489D15944C85DBE933D2','mailto',1,NULL,1);
INSERT INTO "contact" VALUES(11,6,'mail',X'016C156A05CCB45774DEBA7FC87651316138DB5F918FC6E556254CEFB23E871F5F1C84E61E784CBF4816139D92C614DB0BCAA8AB4B2D4A53CFEB0DD6F7732843925CB8527A84F1FB4B61CA2ED31875DDE5','mailto',0,NULL,1);
INSERT INTO "contact" VALUES(12,7,'phone',X'0154FAC76754ABE702352E5366B7AC1A6F57DC0FF7E7DDEEEC1E36F795F0182D1299747A57DD93EA9DBED6C23AF38857A1E3726283370A63','ntfy',0,NULL,1);
INSERT INTO "contact" VALUES(13,7,'mail',X'01F9460760551EE60B5B8D62A036E8C944DBF88C3CE93444FF690268BBE1A89DD4DF601B896C8AB0D801DF6792CE004B7ADBAC0C903111029623C5587064DF8EB5870FC05B25EF4E2734C1CBC7AF7B854F','mailto',1,NULL,1);
INSERT INTO "contact" VALUES(14,8,'phone',X'01C694A70A9C6D6B09CCACABED08CBBE8699A60EC34294FB072A1591FE0E8463A3C91A2B75F91C1457E6DF4C694BD6A008FBF32E6DE411574E','ntfy',0,NULL,1);
INSERT INTO "contact" VALUES(15,8,'mail',X'01370196E920F50226CCF1BD8FE2446E5FF69676ED114F7141EAA5815257BDE368D365336B45CE041B12DD12DFCE1FDCF83C188907B920B2B2AED796360948BA65E77D86F3166A9715F5FD9436E46AFF19AA','mailto',1,NULL,1);
CREATE TABLE dependency (
	service_id INTEGER NOT NULL, 
	needs_id INTEGER NOT NULL, 
	position BIGINT NOT NULL, 
	CONSTRAINT pk_dependency PRIMARY KEY (service_id, needs_id), 
	CONSTRAINT fk_dependency_needs_id FOREIGN KEY(needs_id) REFERENCES service (id) ON DELETE CASCADE, 
	CONSTRAINT fk_dependency_service_id FOREIGN KEY(service_id) REFERENCES service (id) ON DELETE CASCADE
);
INSERT INTO "dependency" VALUES(3,2,0);
INSERT INTO "dependency" VALUES(4,3,0);
INSERT INTO "dependency" VALUES(4,1,1);
INSERT INTO "dependency" VALUES(5,2,0);
INSERT INTO "dependency" VALUES(6,3,0);
INSERT INTO "dependency" VALUES(6,5,1);
CREATE TABLE engine (
	id VARCHAR(64) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	program VARCHAR(20) NOT NULL, 
	started_at BIGINT NOT NULL, 
	seen_at BIGINT NOT NULL, 
	CONSTRAINT pk_engine PRIMARY KEY (id)
);
CREATE TABLE escalation (
	incident_id INTEGER NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	round BIGINT NOT NULL, 
	level BIGINT NOT NULL, 
	attempt BIGINT NOT NULL, 
	due_at BIGINT, 
	awaited JSON NOT NULL, 
	answered JSON NOT NULL, 
	CONSTRAINT pk_escalation PRIMARY KEY (incident_id), 
	CONSTRAINT fk_escalation_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id) ON DELETE CASCADE
);
INSERT INTO "escalation" VALUES(1,'ended',1,2,1,NULL,'[]','[7]');
INSERT INTO "escalation" VALUES(2,'acknowledged',1,3,1,NULL,'[]','[4]');
INSERT INTO "escalation" VALUES(3,'acknowledged',1,2,1,NULL,'[]','[8]');
INSERT INTO "escalation" VALUES(4,'acknowledged',1,1,2,NULL,'[]','[8]');
INSERT INTO "escalation" VALUES(5,'acknowledged',1,2,1,NULL,'[]','[7]');
INSERT INTO "escalation" VALUES(6,'running',1,2,1,1795493026000000,'[]','[]');
CREATE TABLE event (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	incident_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	recorded_at BIGINT NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	source VARCHAR(40) NOT NULL, 
	person_id INTEGER, 
	actor VARCHAR(200) NOT NULL, 
	text TEXT NOT NULL, 
	data JSON NOT NULL, 
	CONSTRAINT fk_event_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id) ON DELETE CASCADE, 
	CONSTRAINT fk_event_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "event" VALUES(1,1,1791824824000000,1791824824000000,'declared','sender',NULL,'search-monitor','Opened by an alert: Search answers slowly for large catalogues','{"alert": 1}');
INSERT INTO "event" VALUES(2,1,1791824824000000,1791824824000000,'page','engine',NULL,'watchbill','Paging Gus Tanaka by mail','{"round": 1, "level": 1, "attempt": 1, "person": 7}');
INSERT INTO "event" VALUES(3,1,1791824894853564,1791824894853564,'acknowledged','link',7,'gus','Acknowledged','{"took": true}');
INSERT INTO "event" VALUES(4,1,1791824922853564,1791824922853564,'field','desktop',7,'gus','Category none → performance','{"field": "category", "old": null, "new": "performance"}');
INSERT INTO "event" VALUES(5,1,1791824922853564,1791824922853564,'field','desktop',7,'gus','Impact started 2026-10-12 17:07:04 UTC → 2026-10-12 17:01:58 UTC','{"field": "impact_started_at", "old": "2026-10-12T17:07:04+00:00", "new": "2026-10-12T17:01:58+00:00"}');
INSERT INTO "event" VALUES(6,1,1791825678713861,1791825678713861,'stage','desktop',7,'gus','Stage investigating → identified','{"old": "investigating", "new": "identified"}');
INSERT INTO "event" VALUES(7,1,1791825856361105,1791825856361105,'note','desktop',7,'gus','One shard is hot.','{}');
INSERT INTO "event" VALUES(8,1,1791827232378882,1791827232378882,'resolved','desktop',7,'gus','Resolved: Moved two customers to another shard.','{"old": "identified", "new": "resolved", "note": "Moved two customers to another shard."}');
INSERT INTO "event" VALUES(9,1,1791827313378882,1791827313378882,'alert','sender',NULL,'search-monitor','Alert resolved: Search answers slowly for large catalogues','{"alert": 1}');
INSERT INTO "event" VALUES(10,2,1795474666000000,1795474666000000,'declared','sender',NULL,'prometheus','Opened by an alert: Certificate of api expires in 7 days','{"alert": 2}');
INSERT INTO "event" VALUES(11,2,1795474666000000,1795474666000000,'page','engine',NULL,'watchbill','Paging Hana Lee by mail','{"round": 1, "level": 1, "attempt": 1, "person": 8}');
INSERT INTO "event" VALUES(12,2,1795474966000000,1795474966000000,'escalated','engine',NULL,'watchbill','Level 1 again (2 of 2)','{"round": 1, "level": 1, "attempt": 2}');
INSERT INTO "event" VALUES(13,2,1795474966000000,1795474966000000,'page','engine',NULL,'watchbill','Paging Hana Lee by mail','{"round": 1, "level": 1, "attempt": 2, "person": 8}');
INSERT INTO "event" VALUES(14,2,1795475266000000,1795475266000000,'escalated','engine',NULL,'watchbill','Escalated to level 2','{"round": 1, "level": 2, "attempt": 1}');
INSERT INTO "event" VALUES(15,2,1795475266000000,1795475266000000,'page','engine',NULL,'watchbill','Paging Dan Whitcombe by mail','{"round": 1, "level": 2, "attempt": 1, "person": 4}');
INSERT INTO "event" VALUES(16,2,1795475386000000,1795475386000000,'acknowledged','card',4,'dan','Acknowledged','{"took": true}');
INSERT INTO "event" VALUES(17,2,1795475416000000,1795475416000000,'field','desktop',4,'dan','Category none → misconfiguration or access','{"field": "category", "old": null, "new": "misconfiguration or access"}');
INSERT INTO "event" VALUES(18,2,1795475416000000,1795475416000000,'field','desktop',4,'dan','Impact started 2026-11-23 22:57:46 UTC → 2026-11-23 22:55:46 UTC','{"field": "impact_started_at", "old": "2026-11-23T22:57:46+00:00", "new": "2026-11-23T22:55:46+00:00"}');
INSERT INTO "event" VALUES(19,3,1795484266000000,1795484266000000,'declared','sender',NULL,'web-checks','Opened by an alert: Sign-in page returns 500 for some customers','{"alert": 3}');
INSERT INTO "event" VALUES(20,3,1795484266000000,1795484266000000,'page','engine',NULL,'watchbill','Paging Hana Lee by phone, mail after 2m','{"round": 1, "level": 1, "attempt": 1, "person": 8}');
INSERT INTO "event" VALUES(21,3,1795484446000000,1795484446000000,'acknowledged','link',8,'hana','Acknowledged','{"took": true}');
INSERT INTO "event" VALUES(22,3,1795484489000000,1795484489000000,'field','desktop',8,'hana','Category none → CI/CD pipeline','{"field": "category", "old": null, "new": "CI/CD pipeline"}');
INSERT INTO "event" VALUES(23,3,1795484489000000,1795484489000000,'field','desktop',8,'hana','Impact started 2026-11-24 01:37:46 UTC → 2026-11-24 01:35:46 UTC','{"field": "impact_started_at", "old": "2026-11-24T01:37:46+00:00", "new": "2026-11-24T01:35:46+00:00"}');
INSERT INTO "event" VALUES(24,3,1795484489000000,1795484489000000,'field','desktop',8,'hana','Impact added','{"field": "impact", "old": "", "new": "Some customers see an error page."}');
INSERT INTO "event" VALUES(25,3,1795484630000000,1795484630000000,'role','desktop',8,'hana','Hana Lee is incident commander','{"role": "incident commander", "old": null, "new": "hana"}');
INSERT INTO "event" VALUES(26,3,1795486126000000,1795486126000000,'stage','desktop',8,'hana','Stage investigating → identified','{"old": "investigating", "new": "identified"}');
INSERT INTO "event" VALUES(27,3,1795486146869565,1795486146869565,'note','desktop',8,'hana','Only customers with single sign-on.','{}');
INSERT INTO "event" VALUES(28,3,1795487847739130,1795487847739130,'note','desktop',8,'hana','A feature flag was flipped for everybody.','{}');
INSERT INTO "event" VALUES(29,4,1795489846000000,1795489846000000,'declared','sender',NULL,'payments-monitor','Opened by an alert: Checkout fails for card payments','{"alert": 4}');
INSERT INTO "event" VALUES(30,4,1795489846000000,1795489846000000,'page','engine',NULL,'watchbill','Paging Hana Lee by phone, mail after 2m','{"round": 1, "level": 1, "attempt": 1, "person": 8}');
INSERT INTO "event" VALUES(31,4,1795489936000000,1795489936000000,'acknowledged','desktop',8,'hana','Acknowledged','{"took": true}');
INSERT INTO "event" VALUES(32,4,1795489961000000,1795489961000000,'field','desktop',8,'hana','Category none → third-party failure','{"field": "category", "old": null, "new": "third-party failure"}');
INSERT INTO "event" VALUES(33,4,1795489961000000,1795489961000000,'field','desktop',8,'hana','Impact started 2026-11-24 03:10:46 UTC → 2026-11-24 03:08:46 UTC','{"field": "impact_started_at", "old": "2026-11-24T03:10:46+00:00", "new": "2026-11-24T03:08:46+00:00"}');
INSERT INTO "event" VALUES(34,4,1795489961000000,1795489961000000,'field','desktop',8,'hana','Impact added','{"field": "impact", "old": "", "new": "Card payments fail; wallets work."}');
INSERT INTO "event" VALUES(35,4,1795490074000000,1795490074000000,'role','desktop',8,'hana','Hana Lee is incident commander','{"role": "incident commander", "old": null, "new": "hana"}');
INSERT INTO "event" VALUES(36,4,1795490074000000,1795490074000000,'role','desktop',8,'hana','Ana Ruiz is scribe','{"role": "scribe", "old": null, "new": "ana"}');
INSERT INTO "event" VALUES(37,4,1795490074000000,1795490074000000,'role','desktop',8,'hana','Fay Marchetti is communications lead','{"role": "communications lead", "old": null, "new": "fay"}');
INSERT INTO "event" VALUES(38,4,1795490074000000,1795490074000000,'task','desktop',8,'hana','Task: Tell the customers who are touched (Fay Marchetti)','{"task": 1}');
INSERT INTO "event" VALUES(39,3,1795490590000000,1795490590000000,'stage','desktop',8,'hana','Stage identified → monitoring','{"old": "identified", "new": "monitoring"}');
INSERT INTO "event" VALUES(40,4,1795490666909091,1795490666909091,'note','desktop',8,'hana','Card provider returns 502. Wallets are fine.','{}');
INSERT INTO "event" VALUES(41,5,1795491106000000,1795491106000000,'declared','desktop',6,'fay','Declared: Customer cannot invite colleagues','{}');
INSERT INTO "event" VALUES(42,5,1795491106000000,1795491106000000,'page','engine',NULL,'watchbill','Paging Gus Tanaka by phone, mail after 2m','{"round": 1, "level": 1, "attempt": 1, "person": 7}');
INSERT INTO "event" VALUES(43,4,1795491107088000,1795491107088000,'stage','desktop',8,'hana','Stage investigating → identified','{"old": "investigating", "new": "identified"}');
INSERT INTO "event" VALUES(44,4,1795491397818182,1795491397818182,'note','desktop',1,'ana','Rolling back did not help.','{}');
INSERT INTO "event" VALUES(45,5,1795491646000000,1795491646000000,'acknowledged','link',7,'gus','Acknowledged','{"took": true}');
INSERT INTO "event" VALUES(46,4,1795492128727273,1795492128727273,'note','desktop',8,'hana','Provider confirms trouble on their side, switching to the fallback.','{}');
INSERT INTO "event" VALUES(47,6,1795492426000000,1795492426000000,'declared','sender',NULL,'search-monitor','Opened by an alert: Search answers slowly for large catalogues','{"alert": 5}');
INSERT INTO "event" VALUES(48,6,1795492426000000,1795492426000000,'page','engine',NULL,'watchbill','Paging Hana Lee by mail','{"round": 1, "level": 1, "attempt": 1, "person": 8}');
CREATE TABLE health (
	integration_id INTEGER NOT NULL, 
	accepted INTEGER NOT NULL, 
	dropped INTEGER NOT NULL, 
	refused INTEGER NOT NULL, 
	last_at BIGINT, 
	CONSTRAINT pk_health PRIMARY KEY (integration_id), 
	CONSTRAINT fk_health_integration_id FOREIGN KEY(integration_id) REFERENCES integration (id) ON DELETE CASCADE
);
INSERT INTO "health" VALUES(1,7,0,0,1795476472000000);
INSERT INTO "health" VALUES(2,0,0,0,NULL);
INSERT INTO "health" VALUES(3,7,0,0,1795491652000000);
INSERT INTO "health" VALUES(4,0,0,0,NULL);
INSERT INTO "health" VALUES(5,3,0,0,1795492426000000);
INSERT INTO "health" VALUES(6,7,0,0,1795486072000000);
CREATE TABLE incident (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	title VARCHAR(1024) NOT NULL, 
	description TEXT NOT NULL, 
	stage VARCHAR(40) NOT NULL, 
	severity VARCHAR(40) NOT NULL, 
	urgency VARCHAR(40) NOT NULL, 
	category VARCHAR(40), 
	service_id INTEGER, 
	policy_id INTEGER, 
	policy JSON, 
	impact TEXT NOT NULL, 
	declared_by_id INTEGER, 
	owner_id INTEGER, 
	acknowledged BOOLEAN NOT NULL, 
	drill BOOLEAN NOT NULL, 
	alert_count BIGINT NOT NULL, 
	impact_started_at BIGINT, 
	detected_at BIGINT, 
	created_at BIGINT NOT NULL, 
	acknowledged_at BIGINT, 
	mitigated_at BIGINT, 
	resolved_at BIGINT, 
	changed_at BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_incident_declared_by_id FOREIGN KEY(declared_by_id) REFERENCES person (id), 
	CONSTRAINT fk_incident_owner_id FOREIGN KEY(owner_id) REFERENCES person (id), 
	CONSTRAINT fk_incident_policy_id FOREIGN KEY(policy_id) REFERENCES policy (id) ON DELETE SET NULL, 
	CONSTRAINT fk_incident_service_id FOREIGN KEY(service_id) REFERENCES service (id)
);
INSERT INTO "incident" VALUES(1,'Search answers slowly for large catalogues','','resolved','SEV3','low','performance',5,2,'{"id": 2, "name": "product", "levels": [{"id": 4, "targets": [{"kind": "team", "id": 2}], "wait_s": 600, "retry": 0, "pick": "round_robin", "ack": "first"}, {"id": 5, "targets": [{"kind": "schedule", "id": 1}], "wait_s": 600, "retry": 0, "pick": "all", "ack": "first"}], "repeat": 1, "last_resort": [{"kind": "person", "id": 1}]}','',NULL,7,1,0,1,1791824518000000,1791824824000000,1791824824000000,1791824894853564,1791827232378882,1791827232378882,1791827313378882,5);
INSERT INTO "incident" VALUES(2,'Certificate of api expires in 7 days','','investigating','SEV4','low','misconfiguration or access',3,1,'{"id": 1, "name": "platform", "levels": [{"id": 1, "targets": [{"kind": "schedule", "id": 1}], "wait_s": 300, "retry": 1, "pick": "all", "ack": "first"}, {"id": 2, "targets": [{"kind": "schedule", "id": 2}], "wait_s": 600, "retry": 0, "pick": "all", "ack": "first"}, {"id": 3, "targets": [{"kind": "person", "id": 1}], "wait_s": 900, "retry": 0, "pick": "all", "ack": "first"}], "repeat": 1, "last_resort": [{"kind": "team", "id": 1}]}','',NULL,4,1,0,1,1795474546000000,1795474666000000,1795474666000000,1795475386000000,NULL,NULL,1795475416000000,3);
INSERT INTO "incident" VALUES(3,'Sign-in page returns 500 for some customers','','monitoring','SEV2','high','CI/CD pipeline',6,2,'{"id": 2, "name": "product", "levels": [{"id": 4, "targets": [{"kind": "team", "id": 2}], "wait_s": 600, "retry": 0, "pick": "round_robin", "ack": "first"}, {"id": 5, "targets": [{"kind": "schedule", "id": 1}], "wait_s": 600, "retry": 0, "pick": "all", "ack": "first"}], "repeat": 1, "last_resort": [{"kind": "person", "id": 1}]}','Some customers see an error page.',NULL,8,1,0,1,1795484146000000,1795484266000000,1795484266000000,1795484446000000,1795490590000000,NULL,1795490590000000,5);
INSERT INTO "incident" VALUES(4,'Checkout fails for card payments','','identified','SEV1','high','third-party failure',4,1,'{"id": 1, "name": "platform", "levels": [{"id": 1, "targets": [{"kind": "schedule", "id": 1}], "wait_s": 300, "retry": 1, "pick": "all", "ack": "first"}, {"id": 2, "targets": [{"kind": "schedule", "id": 2}], "wait_s": 600, "retry": 0, "pick": "all", "ack": "first"}, {"id": 3, "targets": [{"kind": "person", "id": 1}], "wait_s": 900, "retry": 0, "pick": "all", "ack": "first"}], "repeat": 1, "last_resort": [{"kind": "team", "id": 1}]}','Card payments fail; wallets work.',NULL,8,1,0,1,1795489726000000,1795489846000000,1795489846000000,1795489936000000,NULL,NULL,1795492128727273,4);
INSERT INTO "incident" VALUES(5,'Customer cannot invite colleagues','“The button says we may invite ten people and then it says no.”','investigating','SEV4','high','misconfiguration or access',6,2,'{"id": 2, "name": "product", "levels": [{"id": 4, "targets": [{"kind": "team", "id": 2}], "wait_s": 600, "retry": 0, "pick": "round_robin", "ack": "first"}, {"id": 5, "targets": [{"kind": "schedule", "id": 1}], "wait_s": 600, "retry": 0, "pick": "all", "ack": "first"}], "repeat": 1, "last_resort": [{"kind": "person", "id": 1}]}','',6,7,1,0,0,1795490986000000,1795491106000000,1795491106000000,1795491646000000,NULL,NULL,1795491646000000,2);
INSERT INTO "incident" VALUES(6,'Search answers slowly for large catalogues','','triage','SEV3','low',NULL,5,2,'{"id": 2, "name": "product", "levels": [{"id": 4, "targets": [{"kind": "team", "id": 2}], "wait_s": 600, "retry": 0, "pick": "round_robin", "ack": "first"}, {"id": 5, "targets": [{"kind": "schedule", "id": 1}], "wait_s": 600, "retry": 0, "pick": "all", "ack": "first"}], "repeat": 1, "last_resort": [{"kind": "person", "id": 1}]}','',NULL,NULL,0,0,1,1795492426000000,1795492426000000,1795492426000000,NULL,NULL,NULL,1795492426000000,1);
CREATE TABLE integration (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR(64) NOT NULL, 
	format VARCHAR(40) NOT NULL, 
	service_id INTEGER NOT NULL, 
	key_hash VARCHAR(64) NOT NULL, 
	"key" BLOB NOT NULL, 
	active BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_integration_service_id FOREIGN KEY(service_id) REFERENCES service (id), 
	CONSTRAINT uq_integration_key_hash UNIQUE (key_hash), 
	CONSTRAINT uq_integration_name UNIQUE (name)
);
INSERT INTO "integration" VALUES(1,'prometheus','alertmanager',3,'2f8faf8f0b8c76e9a15c49d520b9a0811d208e18677a3bdd67df370e3cc636d8',X'016B804C2DA4CB6DE2FE735F7853C3C401D7DC47BCE19D721762DE0CA64879A1D9B15FD4D796327C4E5819189409C46AE5EA7BB7F7E5B88BBB5E9EFBE2',1,1);
INSERT INTO "integration" VALUES(2,'prometheus-database','alertmanager',2,'4175e0c22d13576b43e993cfaa7aa2ee9983a7b2dc180fb5f0cb683afbb0a7e4',X'01756053DAD92D58F8F4D33C31C19BDD1F716DE709AC180A258A7CB114BB3B30F9A332CA6D77E72F50124B83969036356A750B79C216F18AD6B983B356',1,1);
INSERT INTO "integration" VALUES(3,'payments-monitor','events_v2',4,'257eae1c41789c5e77000703e10549e20e57b73f0b943500716c8617158ba6b6',X'017D8490C4F638BC7948F36FA4B0F1BAB87F801D6DD04CBB05C68C3646E95CB9A2283CE3AB13C18638D7594E4E62077CFB40D0EE3FAFF68825D6F8E32E',1,1);
INSERT INTO "integration" VALUES(4,'provider-status','events_v2',1,'d2f04d9eed342b47fdd75f757f90c6c4321b399e0f95eabb796c78aefea3df39',X'01EB19D8C221CF67DE7E88141A9F85D84A1C9C67C5F52F2BC57E087C9A1B76A947932EA7FD7EBC3C7484914F323436B8009B80AF5B11D824C06B077414',1,1);
INSERT INTO "integration" VALUES(5,'search-monitor','events_v2',5,'f88fcf515c7d9fcbee2d6765f9221b0b89ee43cd8cbf685e47b5076083f5b74d',X'01243FBE8AE21D69C0F9E3D10E7EE495165AC0AFBB1328FC2B3F9D69EFC99097F80956B26109933BA90732F0E6B715DFA57E78627F362BE65DF8E1A909',1,1);
INSERT INTO "integration" VALUES(6,'web-checks','events_v2',6,'c103138ff6c352e33dc47c414a9c7a1f89c9a02de1d425d9a076e5a7a60376d2',X'01EC71787681C807ED157EF3D1F6643F3CBDF2C87540EE61D5BF67CCC3B439356959180A415D4E5AAD55FEDDD52B55E26418479806170554DD2AAB59C9',1,1);
CREATE TABLE level (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	policy_id INTEGER NOT NULL, 
	position BIGINT NOT NULL, 
	wait_s BIGINT NOT NULL, 
	retry BIGINT NOT NULL, 
	pick VARCHAR(40) NOT NULL, 
	ack VARCHAR(40) NOT NULL, 
	picked BIGINT NOT NULL, 
	CONSTRAINT fk_level_policy_id FOREIGN KEY(policy_id) REFERENCES policy (id) ON DELETE CASCADE
);
INSERT INTO "level" VALUES(1,1,0,300,1,'all','first',0);
INSERT INTO "level" VALUES(2,1,1,600,0,'all','first',0);
INSERT INTO "level" VALUES(3,1,2,900,0,'all','first',0);
INSERT INTO "level" VALUES(4,2,0,600,0,'round_robin','first',4);
INSERT INTO "level" VALUES(5,2,1,600,0,'all','first',0);
INSERT INTO "level" VALUES(6,3,0,900,0,'all','first',0);
INSERT INTO "level" VALUES(7,3,1,1800,0,'all','first',0);
CREATE TABLE membership (
	team_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	member BOOLEAN NOT NULL, 
	manager BOOLEAN NOT NULL, 
	position BIGINT NOT NULL, 
	CONSTRAINT pk_membership PRIMARY KEY (team_id, person_id), 
	CONSTRAINT fk_membership_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT fk_membership_team_id FOREIGN KEY(team_id) REFERENCES team (id) ON DELETE CASCADE
);
INSERT INTO "membership" VALUES(1,1,1,1,0);
INSERT INTO "membership" VALUES(1,2,1,0,1);
INSERT INTO "membership" VALUES(1,3,1,0,2);
INSERT INTO "membership" VALUES(1,4,1,0,3);
INSERT INTO "membership" VALUES(1,5,1,0,4);
INSERT INTO "membership" VALUES(2,7,1,0,0);
INSERT INTO "membership" VALUES(2,8,1,0,1);
INSERT INTO "membership" VALUES(2,1,0,1,2);
INSERT INTO "membership" VALUES(3,6,1,1,0);
CREATE TABLE override (
	id INTEGER NOT NULL, 
	schedule_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	start_at BIGINT NOT NULL, 
	end_at BIGINT NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_override PRIMARY KEY (id), 
	CONSTRAINT fk_override_schedule_id FOREIGN KEY(schedule_id) REFERENCES schedule (id) ON DELETE CASCADE
);
INSERT INTO "override" VALUES(1,1,'replace',1795852800000000,1795982400000000,'');
INSERT INTO "override" VALUES(2,1,'replace',1767427200000000,1767556800000000,'a wedding');
INSERT INTO "override" VALUES(3,1,'replace',1770451200000000,1770580800000000,'the children are ill');
INSERT INTO "override" VALUES(4,1,'replace',1773475200000000,1773604800000000,'the children are ill');
INSERT INTO "override" VALUES(5,1,'replace',1776495600000000,1776625200000000,'a long weekend');
INSERT INTO "override" VALUES(6,1,'replace',1779519600000000,1779649200000000,'the children are ill');
INSERT INTO "override" VALUES(7,1,'replace',1782543600000000,1782673200000000,'moving house');
INSERT INTO "override" VALUES(8,1,'replace',1785567600000000,1785697200000000,'a wedding');
INSERT INTO "override" VALUES(9,1,'replace',1788591600000000,1788721200000000,'a wedding');
INSERT INTO "override" VALUES(10,1,'replace',1791615600000000,1791745200000000,'concert tickets');
INSERT INTO "override" VALUES(11,1,'replace',1795852800000000,1795982400000000,'a long weekend');
CREATE TABLE override_person (
	override_id INTEGER NOT NULL, 
	place BIGINT NOT NULL, 
	person_id INTEGER NOT NULL, 
	comes BOOLEAN NOT NULL, 
	CONSTRAINT pk_override_person PRIMARY KEY (override_id, place), 
	CONSTRAINT fk_override_person_override_id FOREIGN KEY(override_id) REFERENCES override (id) ON DELETE CASCADE, 
	CONSTRAINT fk_override_person_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "override_person" VALUES(1,0,2,1);
INSERT INTO "override_person" VALUES(1,1,5,0);
INSERT INTO "override_person" VALUES(2,0,4,1);
INSERT INTO "override_person" VALUES(2,1,5,0);
INSERT INTO "override_person" VALUES(3,0,1,1);
INSERT INTO "override_person" VALUES(3,1,5,0);
INSERT INTO "override_person" VALUES(4,0,4,1);
INSERT INTO "override_person" VALUES(4,1,5,0);
INSERT INTO "override_person" VALUES(5,0,4,1);
INSERT INTO "override_person" VALUES(5,1,5,0);
INSERT INTO "override_person" VALUES(6,0,2,1);
INSERT INTO "override_person" VALUES(6,1,5,0);
INSERT INTO "override_person" VALUES(7,0,1,1);
INSERT INTO "override_person" VALUES(7,1,5,0);
INSERT INTO "override_person" VALUES(8,0,2,1);
INSERT INTO "override_person" VALUES(8,1,5,0);
INSERT INTO "override_person" VALUES(9,0,2,1);
INSERT INTO "override_person" VALUES(9,1,5,0);
INSERT INTO "override_person" VALUES(10,0,1,1);
INSERT INTO "override_person" VALUES(10,1,5,0);
INSERT INTO "override_person" VALUES(11,0,4,1);
INSERT INTO "override_person" VALUES(11,1,2,0);
CREATE TABLE page (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	incident_id INTEGER NOT NULL, 
	person_id INTEGER, 
	contact_id INTEGER, 
	channel_id INTEGER, 
	contact VARCHAR(64) NOT NULL, 
	urgency VARCHAR(40) NOT NULL, 
	round BIGINT NOT NULL, 
	level BIGINT NOT NULL, 
	attempt BIGINT NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	created_at BIGINT NOT NULL, 
	due_at BIGINT NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	sent_at BIGINT, 
	retry_at BIGINT, 
	tries BIGINT NOT NULL, 
	error TEXT NOT NULL, 
	claimed_by VARCHAR(64), 
	claim_until BIGINT, 
	fence BIGINT NOT NULL, 
	CONSTRAINT fk_page_channel_id FOREIGN KEY(channel_id) REFERENCES channel (id) ON DELETE SET NULL, 
	CONSTRAINT fk_page_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL, 
	CONSTRAINT fk_page_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id) ON DELETE CASCADE, 
	CONSTRAINT fk_page_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "page" VALUES(1,1,7,13,NULL,'mail','low',1,1,1,'',1791824824000000,1791824824000000,'sent',1791824824863000,NULL,1,'',NULL,NULL,1);
INSERT INTO "page" VALUES(2,2,8,15,NULL,'mail','low',1,1,1,'',1795474666000000,1795474666000000,'sent',1795474666863000,NULL,1,'',NULL,NULL,1);
INSERT INTO "page" VALUES(3,2,8,15,NULL,'mail','low',1,1,2,'',1795474966000000,1795474966000000,'sent',1795474967008000,NULL,1,'',NULL,NULL,1);
INSERT INTO "page" VALUES(4,2,4,8,NULL,'mail','low',1,2,1,'',1795475266000000,1795475266000000,'sent',1795475266348000,NULL,1,'',NULL,NULL,1);
INSERT INTO "page" VALUES(5,3,8,14,NULL,'phone','high',1,1,1,'',1795484266000000,1795484266000000,'sent',1795484266392000,NULL,1,'',NULL,NULL,1);
INSERT INTO "page" VALUES(6,3,8,15,NULL,'mail','high',1,1,1,'',1795484266000000,1795484386000000,'sent',1795484386318000,NULL,1,'',NULL,NULL,1);
INSERT INTO "page" VALUES(7,4,8,14,NULL,'phone','high',1,1,1,'',1795489846000000,1795489846000000,'sent',1795489846639000,NULL,1,'',NULL,NULL,1);
INSERT INTO "page" VALUES(8,4,8,15,NULL,'mail','high',1,1,1,'',1795489846000000,1795489966000000,'cancelled',NULL,NULL,0,'',NULL,NULL,0);
INSERT INTO "page" VALUES(9,5,7,12,NULL,'phone','high',1,1,1,'',1795491106000000,1795491106000000,'sent',1795491107088000,NULL,1,'',NULL,NULL,1);
INSERT INTO "page" VALUES(10,5,7,13,NULL,'mail','high',1,1,1,'',1795491106000000,1795491226000000,'sent',1795491226692000,NULL,1,'',NULL,NULL,1);
INSERT INTO "page" VALUES(11,6,8,15,NULL,'mail','low',1,1,1,'',1795492426000000,1795492426000000,'sent',1795492427069000,NULL,1,'',NULL,NULL,1);
CREATE TABLE payload (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	integration_id INTEGER NOT NULL, 
	received_at BIGINT NOT NULL, 
	content_type VARCHAR(200) NOT NULL, 
	body BLOB NOT NULL, 
	size BIGINT NOT NULL, 
	CONSTRAINT fk_payload_integration_id FOREIGN KEY(integration_id) REFERENCES integration (id) ON DELETE CASCADE
);
INSERT INTO "payload" VALUES(3,1,1795474666000000,'application/json',X'7B2276657273696F6E223A202234222C2022737461747573223A2022666972696E67222C20227265636569766572223A2022776174636862696C6C222C2022616C65727473223A205B7B22737461747573223A2022666972696E67222C20226C6162656C73223A207B22616C6572746E616D65223A20224365727469666963617465206F6620617069206578706972657320696E20372064617973222C20227365766572697479223A2022696E666F222C2022696E7374616E6365223A20226170692D65752D313A39313030222C2022656E7669726F6E6D656E74223A202270726F64756374696F6E222C20226F6363757272656E6365223A20226170692F63657274696669636174652D6F662D6170692F6E6F77227D2C2022616E6E6F746174696F6E73223A207B2273756D6D617279223A20224365727469666963617465206F6620617069206578706972657320696E20372064617973222C202272756E626F6F6B5F75726C223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F617069227D2C20227374617274734174223A2022323032362D31312D32335432323A35373A34362B30303A3030222C2022656E64734174223A2022303030312D30312D30315430303A30303A30305A227D5D7D',476);
INSERT INTO "payload" VALUES(4,1,1795474967008000,'application/json',X'7B2276657273696F6E223A202234222C2022737461747573223A2022666972696E67222C20227265636569766572223A2022776174636862696C6C222C2022616C65727473223A205B7B22737461747573223A2022666972696E67222C20226C6162656C73223A207B22616C6572746E616D65223A20224365727469666963617465206F6620617069206578706972657320696E20372064617973222C20227365766572697479223A2022696E666F222C2022696E7374616E6365223A20226170692D65752D313A39313030222C2022656E7669726F6E6D656E74223A202270726F64756374696F6E222C20226F6363757272656E6365223A20226170692F63657274696669636174652D6F662D6170692F6E6F77227D2C2022616E6E6F746174696F6E73223A207B2273756D6D617279223A20224365727469666963617465206F6620617069206578706972657320696E20372064617973222C202272756E626F6F6B5F75726C223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F617069227D2C20227374617274734174223A2022323032362D31312D32335432323A35373A34362B30303A3030222C2022656E64734174223A2022303030312D30312D30315430303A30303A30305A227D5D7D',476);
INSERT INTO "payload" VALUES(5,1,1795475268000000,'application/json',X'7B2276657273696F6E223A202234222C2022737461747573223A2022666972696E67222C20227265636569766572223A2022776174636862696C6C222C2022616C65727473223A205B7B22737461747573223A2022666972696E67222C20226C6162656C73223A207B22616C6572746E616D65223A20224365727469666963617465206F6620617069206578706972657320696E20372064617973222C20227365766572697479223A2022696E666F222C2022696E7374616E6365223A20226170692D65752D313A39313030222C2022656E7669726F6E6D656E74223A202270726F64756374696F6E222C20226F6363757272656E6365223A20226170692F63657274696669636174652D6F662D6170692F6E6F77227D2C2022616E6E6F746174696F6E73223A207B2273756D6D617279223A20224365727469666963617465206F6620617069206578706972657320696E20372064617973222C202272756E626F6F6B5F75726C223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F617069227D2C20227374617274734174223A2022323032362D31312D32335432323A35373A34362B30303A3030222C2022656E64734174223A2022303030312D30312D30315430303A30303A30305A227D5D7D',476);
INSERT INTO "payload" VALUES(6,1,1795475569000000,'application/json',X'7B2276657273696F6E223A202234222C2022737461747573223A2022666972696E67222C20227265636569766572223A2022776174636862696C6C222C2022616C65727473223A205B7B22737461747573223A2022666972696E67222C20226C6162656C73223A207B22616C6572746E616D65223A20224365727469666963617465206F6620617069206578706972657320696E20372064617973222C20227365766572697479223A2022696E666F222C2022696E7374616E6365223A20226170692D65752D313A39313030222C2022656E7669726F6E6D656E74223A202270726F64756374696F6E222C20226F6363757272656E6365223A20226170692F63657274696669636174652D6F662D6170692F6E6F77227D2C2022616E6E6F746174696F6E73223A207B2273756D6D617279223A20224365727469666963617465206F6620617069206578706972657320696E20372064617973222C202272756E626F6F6B5F75726C223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F617069227D2C20227374617274734174223A2022323032362D31312D32335432323A35373A34362B30303A3030222C2022656E64734174223A2022303030312D30312D30315430303A30303A30305A227D5D7D',476);
INSERT INTO "payload" VALUES(7,1,1795475870000000,'application/json',X'7B2276657273696F6E223A202234222C2022737461747573223A2022666972696E67222C20227265636569766572223A2022776174636862696C6C222C2022616C65727473223A205B7B22737461747573223A2022666972696E67222C20226C6162656C73223A207B22616C6572746E616D65223A20224365727469666963617465206F6620617069206578706972657320696E20372064617973222C20227365766572697479223A2022696E666F222C2022696E7374616E6365223A20226170692D65752D313A39313030222C2022656E7669726F6E6D656E74223A202270726F64756374696F6E222C20226F6363757272656E6365223A20226170692F63657274696669636174652D6F662D6170692F6E6F77227D2C2022616E6E6F746174696F6E73223A207B2273756D6D617279223A20224365727469666963617465206F6620617069206578706972657320696E20372064617973222C202272756E626F6F6B5F75726C223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F617069227D2C20227374617274734174223A2022323032362D31312D32335432323A35373A34362B30303A3030222C2022656E64734174223A2022303030312D30312D30315430303A30303A30305A227D5D7D',476);
INSERT INTO "payload" VALUES(8,1,1795476171000000,'application/json',X'7B2276657273696F6E223A202234222C2022737461747573223A2022666972696E67222C20227265636569766572223A2022776174636862696C6C222C2022616C65727473223A205B7B22737461747573223A2022666972696E67222C20226C6162656C73223A207B22616C6572746E616D65223A20224365727469666963617465206F6620617069206578706972657320696E20372064617973222C20227365766572697479223A2022696E666F222C2022696E7374616E6365223A20226170692D65752D313A39313030222C2022656E7669726F6E6D656E74223A202270726F64756374696F6E222C20226F6363757272656E6365223A20226170692F63657274696669636174652D6F662D6170692F6E6F77227D2C2022616E6E6F746174696F6E73223A207B2273756D6D617279223A20224365727469666963617465206F6620617069206578706972657320696E20372064617973222C202272756E626F6F6B5F75726C223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F617069227D2C20227374617274734174223A2022323032362D31312D32335432323A35373A34362B30303A3030222C2022656E64734174223A2022303030312D30312D30315430303A30303A30305A227D5D7D',476);
INSERT INTO "payload" VALUES(9,1,1795476472000000,'application/json',X'7B2276657273696F6E223A202234222C2022737461747573223A2022666972696E67222C20227265636569766572223A2022776174636862696C6C222C2022616C65727473223A205B7B22737461747573223A2022666972696E67222C20226C6162656C73223A207B22616C6572746E616D65223A20224365727469666963617465206F6620617069206578706972657320696E20372064617973222C20227365766572697479223A2022696E666F222C2022696E7374616E6365223A20226170692D65752D313A39313030222C2022656E7669726F6E6D656E74223A202270726F64756374696F6E222C20226F6363757272656E6365223A20226170692F63657274696669636174652D6F662D6170692F6E6F77227D2C2022616E6E6F746174696F6E73223A207B2273756D6D617279223A20224365727469666963617465206F6620617069206578706972657320696E20372064617973222C202272756E626F6F6B5F75726C223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F617069227D2C20227374617274734174223A2022323032362D31312D32335432323A35373A34362B30303A3030222C2022656E64734174223A2022303030312D30312D30315430303A30303A30305A227D5D7D',476);
INSERT INTO "payload" VALUES(10,6,1795484266000000,'application/json',X'7B22726F7574696E675F6B6579223A20226C7932733939773666356E6B757462666C786C6F656E6B647A72736136326A30222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227765622F7369676E2D696E2D706167652D72657475726E732F6E6F77222C2022636C69656E74223A20227765622D636865636B73222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F776562222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A20225369676E2D696E20706167652072657475726E732035303020666F7220736F6D6520637573746F6D657273222C2022736F75726365223A20227765622D65752D31222C20227365766572697479223A20226572726F72222C202274696D657374616D70223A2022323032362D31312D32345430313A33373A34362B30303A3030222C2022636F6D706F6E656E74223A2022776562222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',448);
INSERT INTO "payload" VALUES(11,6,1795484567000000,'application/json',X'7B22726F7574696E675F6B6579223A20226C7932733939773666356E6B757462666C786C6F656E6B647A72736136326A30222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227765622F7369676E2D696E2D706167652D72657475726E732F6E6F77222C2022636C69656E74223A20227765622D636865636B73222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F776562222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A20225369676E2D696E20706167652072657475726E732035303020666F7220736F6D6520637573746F6D657273222C2022736F75726365223A20227765622D65752D31222C20227365766572697479223A20226572726F72222C202274696D657374616D70223A2022323032362D31312D32345430313A34323A34372B30303A3030222C2022636F6D706F6E656E74223A2022776562222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',448);
INSERT INTO "payload" VALUES(12,6,1795484868000000,'application/json',X'7B22726F7574696E675F6B6579223A20226C7932733939773666356E6B757462666C786C6F656E6B647A72736136326A30222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227765622F7369676E2D696E2D706167652D72657475726E732F6E6F77222C2022636C69656E74223A20227765622D636865636B73222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F776562222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A20225369676E2D696E20706167652072657475726E732035303020666F7220736F6D6520637573746F6D657273222C2022736F75726365223A20227765622D65752D31222C20227365766572697479223A20226572726F72222C202274696D657374616D70223A2022323032362D31312D32345430313A34373A34382B30303A3030222C2022636F6D706F6E656E74223A2022776562222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',448);
INSERT INTO "payload" VALUES(13,6,1795485169000000,'application/json',X'7B22726F7574696E675F6B6579223A20226C7932733939773666356E6B757462666C786C6F656E6B647A72736136326A30222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227765622F7369676E2D696E2D706167652D72657475726E732F6E6F77222C2022636C69656E74223A20227765622D636865636B73222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F776562222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A20225369676E2D696E20706167652072657475726E732035303020666F7220736F6D6520637573746F6D657273222C2022736F75726365223A20227765622D65752D31222C20227365766572697479223A20226572726F72222C202274696D657374616D70223A2022323032362D31312D32345430313A35323A34392B30303A3030222C2022636F6D706F6E656E74223A2022776562222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',448);
INSERT INTO "payload" VALUES(14,6,1795485470000000,'application/json',X'7B22726F7574696E675F6B6579223A20226C7932733939773666356E6B757462666C786C6F656E6B647A72736136326A30222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227765622F7369676E2D696E2D706167652D72657475726E732F6E6F77222C2022636C69656E74223A20227765622D636865636B73222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F776562222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A20225369676E2D696E20706167652072657475726E732035303020666F7220736F6D6520637573746F6D657273222C2022736F75726365223A20227765622D65752D31222C20227365766572697479223A20226572726F72222C202274696D657374616D70223A2022323032362D31312D32345430313A35373A35302B30303A3030222C2022636F6D706F6E656E74223A2022776562222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',448);
INSERT INTO "payload" VALUES(15,6,1795485771000000,'application/json',X'7B22726F7574696E675F6B6579223A20226C7932733939773666356E6B757462666C786C6F656E6B647A72736136326A30222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227765622F7369676E2D696E2D706167652D72657475726E732F6E6F77222C2022636C69656E74223A20227765622D636865636B73222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F776562222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A20225369676E2D696E20706167652072657475726E732035303020666F7220736F6D6520637573746F6D657273222C2022736F75726365223A20227765622D65752D31222C20227365766572697479223A20226572726F72222C202274696D657374616D70223A2022323032362D31312D32345430323A30323A35312B30303A3030222C2022636F6D706F6E656E74223A2022776562222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',448);
INSERT INTO "payload" VALUES(16,6,1795486072000000,'application/json',X'7B22726F7574696E675F6B6579223A20226C7932733939773666356E6B757462666C786C6F656E6B647A72736136326A30222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227765622F7369676E2D696E2D706167652D72657475726E732F6E6F77222C2022636C69656E74223A20227765622D636865636B73222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F776562222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A20225369676E2D696E20706167652072657475726E732035303020666F7220736F6D6520637573746F6D657273222C2022736F75726365223A20227765622D65752D31222C20227365766572697479223A20226572726F72222C202274696D657374616D70223A2022323032362D31312D32345430323A30373A35322B30303A3030222C2022636F6D706F6E656E74223A2022776562222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',448);
INSERT INTO "payload" VALUES(17,3,1795489846000000,'application/json',X'7B22726F7574696E675F6B6579223A20223663636D6931633865667271616C676A3364756470366573336A766B6E626B79222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227061796D656E74732F636865636B6F75742D6661696C732D666F722F6E6F77222C2022636C69656E74223A20227061796D656E74732D6D6F6E69746F72222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F7061796D656E7473222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A2022436865636B6F7574206661696C7320666F722063617264207061796D656E7473222C2022736F75726365223A20227061796D656E74732D65752D31222C20227365766572697479223A2022637269746963616C222C202274696D657374616D70223A2022323032362D31312D32345430333A31303A34362B30303A3030222C2022636F6D706F6E656E74223A20227061796D656E7473222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',464);
INSERT INTO "payload" VALUES(18,3,1795490147000000,'application/json',X'7B22726F7574696E675F6B6579223A20223663636D6931633865667271616C676A3364756470366573336A766B6E626B79222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227061796D656E74732F636865636B6F75742D6661696C732D666F722F6E6F77222C2022636C69656E74223A20227061796D656E74732D6D6F6E69746F72222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F7061796D656E7473222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A2022436865636B6F7574206661696C7320666F722063617264207061796D656E7473222C2022736F75726365223A20227061796D656E74732D65752D31222C20227365766572697479223A2022637269746963616C222C202274696D657374616D70223A2022323032362D31312D32345430333A31353A34372B30303A3030222C2022636F6D706F6E656E74223A20227061796D656E7473222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',464);
INSERT INTO "payload" VALUES(19,3,1795490448000000,'application/json',X'7B22726F7574696E675F6B6579223A20223663636D6931633865667271616C676A3364756470366573336A766B6E626B79222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227061796D656E74732F636865636B6F75742D6661696C732D666F722F6E6F77222C2022636C69656E74223A20227061796D656E74732D6D6F6E69746F72222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F7061796D656E7473222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A2022436865636B6F7574206661696C7320666F722063617264207061796D656E7473222C2022736F75726365223A20227061796D656E74732D65752D31222C20227365766572697479223A2022637269746963616C222C202274696D657374616D70223A2022323032362D31312D32345430333A32303A34382B30303A3030222C2022636F6D706F6E656E74223A20227061796D656E7473222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',464);
INSERT INTO "payload" VALUES(20,3,1795490749000000,'application/json',X'7B22726F7574696E675F6B6579223A20223663636D6931633865667271616C676A3364756470366573336A766B6E626B79222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227061796D656E74732F636865636B6F75742D6661696C732D666F722F6E6F77222C2022636C69656E74223A20227061796D656E74732D6D6F6E69746F72222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F7061796D656E7473222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A2022436865636B6F7574206661696C7320666F722063617264207061796D656E7473222C2022736F75726365223A20227061796D656E74732D65752D31222C20227365766572697479223A2022637269746963616C222C202274696D657374616D70223A2022323032362D31312D32345430333A32353A34392B30303A3030222C2022636F6D706F6E656E74223A20227061796D656E7473222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',464);
INSERT INTO "payload" VALUES(21,3,1795491050000000,'application/json',X'7B22726F7574696E675F6B6579223A20223663636D6931633865667271616C676A3364756470366573336A766B6E626B79222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227061796D656E74732F636865636B6F75742D6661696C732D666F722F6E6F77222C2022636C69656E74223A20227061796D656E74732D6D6F6E69746F72222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F7061796D656E7473222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A2022436865636B6F7574206661696C7320666F722063617264207061796D656E7473222C2022736F75726365223A20227061796D656E74732D65752D31222C20227365766572697479223A2022637269746963616C222C202274696D657374616D70223A2022323032362D31312D32345430333A33303A35302B30303A3030222C2022636F6D706F6E656E74223A20227061796D656E7473222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',464);
INSERT INTO "payload" VALUES(22,3,1795491351000000,'application/json',X'7B22726F7574696E675F6B6579223A20223663636D6931633865667271616C676A3364756470366573336A766B6E626B79222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227061796D656E74732F636865636B6F75742D6661696C732D666F722F6E6F77222C2022636C69656E74223A20227061796D656E74732D6D6F6E69746F72222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F7061796D656E7473222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A2022436865636B6F7574206661696C7320666F722063617264207061796D656E7473222C2022736F75726365223A20227061796D656E74732D65752D31222C20227365766572697479223A2022637269746963616C222C202274696D657374616D70223A2022323032362D31312D32345430333A33353A35312B30303A3030222C2022636F6D706F6E656E74223A20227061796D656E7473222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',464);
INSERT INTO "payload" VALUES(23,3,1795491652000000,'application/json',X'7B22726F7574696E675F6B6579223A20223663636D6931633865667271616C676A3364756470366573336A766B6E626B79222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227061796D656E74732F636865636B6F75742D6661696C732D666F722F6E6F77222C2022636C69656E74223A20227061796D656E74732D6D6F6E69746F72222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F7061796D656E7473222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A2022436865636B6F7574206661696C7320666F722063617264207061796D656E7473222C2022736F75726365223A20227061796D656E74732D65752D31222C20227365766572697479223A2022637269746963616C222C202274696D657374616D70223A2022323032362D31312D32345430333A34303A35322B30303A3030222C2022636F6D706F6E656E74223A20227061796D656E7473222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',464);
INSERT INTO "payload" VALUES(24,5,1795492426000000,'application/json',X'7B22726F7574696E675F6B6579223A20226B34373271613978313261336B75666C3735736A326365706874393779677034222C20226576656E745F616374696F6E223A202274726967676572222C202264656475705F6B6579223A20227365617263682F7365617263682D616E73776572732D736C6F776C792F6E6F77222C2022636C69656E74223A20227365617263682D6D6F6E69746F72222C20226C696E6B73223A205B7B2268726566223A202268747470733A2F2F72756E626F6F6B732E6578616D706C652E6F72672F736561726368222C202274657874223A202252756E626F6F6B227D5D2C20227061796C6F6164223A207B2273756D6D617279223A202253656172636820616E737765727320736C6F776C7920666F72206C6172676520636174616C6F67756573222C2022736F75726365223A20227365617263682D65752D31222C20227365766572697479223A20227761726E696E67222C202274696D657374616D70223A2022323032362D31312D32345430333A35333A34362B30303A3030222C2022636F6D706F6E656E74223A2022736561726368222C2022637573746F6D5F64657461696C73223A207B22656E7669726F6E6D656E74223A202270726F64756374696F6E227D7D7D',466);
CREATE TABLE person (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR(64) NOT NULL, 
	full_name VARCHAR(200) NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	time_zone VARCHAR(64) NOT NULL, 
	colour BIGINT, 
	active BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT uq_person_name UNIQUE (name)
);
INSERT INTO "person" VALUES(1,'ana','Ana Ruiz','ana@example.org','Europe/Madrid',NULL,1,1);
INSERT INTO "person" VALUES(2,'ben','Ben Okafor','ben@example.org','Europe/Madrid',NULL,1,1);
INSERT INTO "person" VALUES(3,'cy','Cy Lindqvist','cy@example.org','Europe/Madrid',NULL,1,1);
INSERT INTO "person" VALUES(4,'dan','Dan Whitcombe','dan@example.org','America/New_York',NULL,1,1);
INSERT INTO "person" VALUES(5,'eva','Eva Novak','eva@example.org','America/New_York',NULL,1,1);
INSERT INTO "person" VALUES(6,'fay','Fay Marchetti','fay@example.org','Europe/Madrid',NULL,1,1);
INSERT INTO "person" VALUES(7,'gus','Gus Tanaka','gus@example.org','Asia/Singapore',NULL,1,1);
INSERT INTO "person" VALUES(8,'hana','Hana Lee','hana@example.org','Asia/Singapore',NULL,1,1);
CREATE TABLE policy (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR(64) NOT NULL, 
	repeat BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT uq_policy_name UNIQUE (name)
);
INSERT INTO "policy" VALUES(1,'platform',1,1);
INSERT INTO "policy" VALUES(2,'product',1,1);
INSERT INTO "policy" VALUES(3,'support',0,1);
CREATE TABLE rotation (
	id INTEGER NOT NULL, 
	schedule_id INTEGER NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	layer BIGINT NOT NULL, 
	start VARCHAR(26) NOT NULL, 
	until VARCHAR(26), 
	every BIGINT NOT NULL, 
	unit VARCHAR(40) NOT NULL, 
	turns VARCHAR(40) NOT NULL, 
	restrictions JSON NOT NULL, 
	position BIGINT NOT NULL, 
	CONSTRAINT pk_rotation PRIMARY KEY (id), 
	CONSTRAINT fk_rotation_schedule_id FOREIGN KEY(schedule_id) REFERENCES schedule (id) ON DELETE CASCADE, 
	CONSTRAINT uq_rotation_schedule_id_name UNIQUE (schedule_id, name)
);
INSERT INTO "rotation" VALUES(1,1,'weekly',1,'2024-01-01T09:00:00',NULL,1,'week','worked','[]',0);
INSERT INTO "rotation" VALUES(2,1,'nights',2,'2024-01-01T09:00:00',NULL,2,'day','worked','[{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "23:00", "to": "07:00"}]',1);
INSERT INTO "rotation" VALUES(3,2,'weekly',1,'2024-01-01T09:00:00',NULL,1,'week','worked','[]',0);
INSERT INTO "rotation" VALUES(4,3,'desk',1,'2024-01-01T08:00:00',NULL,1,'day','worked','[{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:00", "to": "20:00"}]',0);
CREATE TABLE rule (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	urgency VARCHAR(40) NOT NULL, 
	contact_id INTEGER NOT NULL, 
	after_s BIGINT NOT NULL, 
	position BIGINT NOT NULL, 
	CONSTRAINT pk_rule PRIMARY KEY (id), 
	CONSTRAINT fk_rule_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE, 
	CONSTRAINT fk_rule_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "rule" VALUES(1,1,'high',1,0,0);
INSERT INTO "rule" VALUES(2,1,'high',2,120,1);
INSERT INTO "rule" VALUES(3,1,'low',2,0,2);
INSERT INTO "rule" VALUES(4,2,'high',3,0,0);
INSERT INTO "rule" VALUES(5,2,'high',4,180,1);
INSERT INTO "rule" VALUES(6,2,'low',4,0,2);
INSERT INTO "rule" VALUES(7,3,'high',5,0,0);
INSERT INTO "rule" VALUES(8,3,'high',5,180,1);
INSERT INTO "rule" VALUES(9,3,'low',6,0,2);
INSERT INTO "rule" VALUES(10,4,'high',7,0,0);
INSERT INTO "rule" VALUES(11,4,'high',8,120,1);
INSERT INTO "rule" VALUES(12,4,'low',8,0,2);
INSERT INTO "rule" VALUES(13,5,'high',9,0,0);
INSERT INTO "rule" VALUES(14,5,'high',10,300,1);
INSERT INTO "rule" VALUES(15,5,'low',10,0,2);
INSERT INTO "rule" VALUES(16,7,'high',12,0,0);
INSERT INTO "rule" VALUES(17,7,'high',13,120,1);
INSERT INTO "rule" VALUES(18,7,'low',13,0,2);
INSERT INTO "rule" VALUES(19,8,'high',14,0,0);
INSERT INTO "rule" VALUES(20,8,'high',15,120,1);
INSERT INTO "rule" VALUES(21,8,'low',15,0,2);
CREATE TABLE schedule (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR(64) NOT NULL, 
	team_id INTEGER, 
	time_zone VARCHAR(64) NOT NULL, 
	holidays VARCHAR(20), 
	stored_at BIGINT NOT NULL, 
	recorded_until BIGINT NOT NULL, 
	active BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_schedule_team_id FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_schedule_name UNIQUE (name)
);
INSERT INTO "schedule" VALUES(1,'primary',1,'Europe/Madrid','ES',1763956666000000,1795471066000000,1,22);
INSERT INTO "schedule" VALUES(2,'secondary',1,'Europe/Madrid','ES',1763956666000000,1795471066000000,1,2);
INSERT INTO "schedule" VALUES(3,'support',3,'Europe/Madrid','ES',1763956666000000,1795471066000000,1,2);
CREATE TABLE served (
	id INTEGER NOT NULL, 
	schedule_id INTEGER NOT NULL, 
	start_at BIGINT NOT NULL, 
	end_at BIGINT NOT NULL, 
	person_id INTEGER, 
	source VARCHAR(64) NOT NULL, 
	deliberate BOOLEAN NOT NULL, 
	CONSTRAINT pk_served PRIMARY KEY (id), 
	CONSTRAINT fk_served_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_served_schedule_id FOREIGN KEY(schedule_id) REFERENCES schedule (id) ON DELETE CASCADE
);
INSERT INTO "served" VALUES(580,1,1794261600000000,1794290400000000,7,'nights',0);
INSERT INTO "served" VALUES(581,1,1794290400000000,1794348000000000,5,'weekly',0);
INSERT INTO "served" VALUES(582,1,1794348000000000,1794376800000000,8,'nights',0);
INSERT INTO "served" VALUES(583,1,1794376800000000,1794434400000000,5,'weekly',0);
INSERT INTO "served" VALUES(584,1,1794434400000000,1794463200000000,8,'nights',0);
INSERT INTO "served" VALUES(585,1,1794463200000000,1794520800000000,5,'weekly',0);
INSERT INTO "served" VALUES(586,1,1794520800000000,1794549600000000,7,'nights',0);
INSERT INTO "served" VALUES(587,1,1794549600000000,1794607200000000,5,'weekly',0);
INSERT INTO "served" VALUES(588,1,1794607200000000,1794636000000000,7,'nights',0);
INSERT INTO "served" VALUES(589,1,1794636000000000,1794816000000000,5,'weekly',0);
INSERT INTO "served" VALUES(590,1,1794816000000000,1794866400000000,1,'weekly',0);
INSERT INTO "served" VALUES(591,1,1794866400000000,1794895200000000,8,'nights',0);
INSERT INTO "served" VALUES(592,1,1794895200000000,1794952800000000,1,'weekly',0);
INSERT INTO "served" VALUES(593,1,1794952800000000,1794981600000000,8,'nights',0);
INSERT INTO "served" VALUES(594,1,1794981600000000,1795039200000000,1,'weekly',0);
INSERT INTO "served" VALUES(595,1,1795039200000000,1795068000000000,7,'nights',0);
INSERT INTO "served" VALUES(596,1,1795068000000000,1795125600000000,1,'weekly',0);
INSERT INTO "served" VALUES(597,1,1795125600000000,1795154400000000,7,'nights',0);
INSERT INTO "served" VALUES(598,1,1795154400000000,1795212000000000,1,'weekly',0);
INSERT INTO "served" VALUES(599,1,1795212000000000,1795240800000000,8,'nights',0);
INSERT INTO "served" VALUES(600,1,1795240800000000,1795298266000000,1,'weekly',0);
INSERT INTO "served" VALUES(601,1,1795298266000000,1795420800000000,1,'weekly',0);
INSERT INTO "served" VALUES(602,1,1795420800000000,1795471066000000,2,'weekly',0);
INSERT INTO "served" VALUES(655,2,1794816000000000,1795420800000000,3,'weekly',0);
INSERT INTO "served" VALUES(656,2,1795420800000000,1795471066000000,4,'weekly',0);
INSERT INTO "served" VALUES(908,3,1794294000000000,1794337200000000,6,'desk',0);
INSERT INTO "served" VALUES(909,3,1794380400000000,1794423600000000,7,'desk',0);
INSERT INTO "served" VALUES(910,3,1794466800000000,1794510000000000,6,'desk',0);
INSERT INTO "served" VALUES(911,3,1794553200000000,1794596400000000,7,'desk',0);
INSERT INTO "served" VALUES(912,3,1794812400000000,1794855600000000,6,'desk',0);
INSERT INTO "served" VALUES(913,3,1794898800000000,1794942000000000,7,'desk',0);
INSERT INTO "served" VALUES(914,3,1794985200000000,1795028400000000,6,'desk',0);
INSERT INTO "served" VALUES(915,3,1795071600000000,1795114800000000,7,'desk',0);
INSERT INTO "served" VALUES(916,3,1795158000000000,1795201200000000,6,'desk',0);
INSERT INTO "served" VALUES(917,3,1795417200000000,1795460400000000,7,'desk',0);
INSERT INTO "served" VALUES(1169,3,1794250800000000,1794294000000000,NULL,'',0);
INSERT INTO "served" VALUES(1170,3,1794337200000000,1794380400000000,NULL,'',0);
INSERT INTO "served" VALUES(1171,3,1794423600000000,1794466800000000,NULL,'',0);
INSERT INTO "served" VALUES(1172,3,1794510000000000,1794553200000000,NULL,'',0);
INSERT INTO "served" VALUES(1173,3,1794596400000000,1794812400000000,NULL,'',0);
INSERT INTO "served" VALUES(1174,3,1794855600000000,1794898800000000,NULL,'',0);
INSERT INTO "served" VALUES(1175,3,1794942000000000,1794985200000000,NULL,'',0);
INSERT INTO "served" VALUES(1176,3,1795028400000000,1795071600000000,NULL,'',0);
INSERT INTO "served" VALUES(1177,3,1795114800000000,1795158000000000,NULL,'',0);
INSERT INTO "served" VALUES(1178,3,1795201200000000,1795417200000000,NULL,'',0);
INSERT INTO "served" VALUES(1179,3,1795460400000000,1795471066000000,NULL,'',0);
CREATE TABLE service (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR(64) NOT NULL, 
	description VARCHAR(2000) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	team_id INTEGER, 
	policy_id INTEGER, 
	slo DOUBLE, 
	active BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_service_policy_id FOREIGN KEY(policy_id) REFERENCES policy (id), 
	CONSTRAINT fk_service_team_id FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_service_name UNIQUE (name)
);
INSERT INTO "service" VALUES(1,'card-provider','','third_party',1,1,99.5,1,4);
INSERT INTO "service" VALUES(2,'database','','internal',1,1,99.95,1,4);
INSERT INTO "service" VALUES(3,'api','','internal',1,1,99.9,1,4);
INSERT INTO "service" VALUES(4,'payments','','internal',1,1,99.95,1,4);
INSERT INTO "service" VALUES(5,'search','','internal',2,2,99.5,1,4);
INSERT INTO "service" VALUES(6,'web','','internal',2,2,99.9,1,4);
CREATE TABLE setting (
	name VARCHAR(64) NOT NULL, 
	value JSON NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (name)
);
INSERT INTO "setting" VALUES('database','{"id": "016d921610dd43fc84dba57d18153200"}');
INSERT INTO "setting" VALUES('sample','{"sample": true}');
CREATE TABLE signal (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	integration_id INTEGER NOT NULL, 
	payload_id INTEGER, 
	alert_id INTEGER, 
	received_at BIGINT NOT NULL, 
	action VARCHAR(40) NOT NULL, 
	dedup_key VARCHAR(512) NOT NULL, 
	delivery VARCHAR(200), 
	event JSON NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	note VARCHAR(500) NOT NULL, 
	CONSTRAINT fk_signal_alert_id FOREIGN KEY(alert_id) REFERENCES alert (id) ON DELETE SET NULL, 
	CONSTRAINT fk_signal_integration_id FOREIGN KEY(integration_id) REFERENCES integration (id) ON DELETE CASCADE, 
	CONSTRAINT fk_signal_payload_id FOREIGN KEY(payload_id) REFERENCES payload (id) ON DELETE SET NULL
);
INSERT INTO "signal" VALUES(1,5,NULL,1,1791824824000000,'trigger','search/search-answers-slowly/0',NULL,'{"title":"Search answers slowly for large catalogues","severity":"warning","source":"search-eu-1","body":"","occurred_at":"2026-10-12T17:07:04+00:00","cut":[],"details":{"component":"search","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/search","text":"Runbook"}],"client":"search-monitor"}}','done','');
INSERT INTO "signal" VALUES(2,5,NULL,1,1791827313378882,'resolve','search/search-answers-slowly/0',NULL,'{"title":"Search answers slowly for large catalogues","severity":"critical","source":"search-eu-1","body":"","occurred_at":"2026-10-12T17:48:33.378882+00:00","cut":[],"details":{"component":"search","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/search","text":"Runbook"}],"client":"search-monitor"}}','done','');
INSERT INTO "signal" VALUES(3,1,3,2,1795474666000000,'trigger','bb78d8097a6d2772d76a1031974d266c',NULL,'{"title":"Certificate of api expires in 7 days","severity":"info","source":"api-eu-1:9100","body":"","occurred_at":"2026-11-23T22:57:46+00:00","cut":[],"details":{"labels":{"alertname":"Certificate of api expires in 7 days","severity":"info","instance":"api-eu-1:9100","environment":"production","occurrence":"api/certificate-of-api/now"},"annotations":{"summary":"Certificate of api expires in 7 days","runbook_url":"https://runbooks.example.org/api"},"links":[{"href":"https://runbooks.example.org/api","text":"Runbook"}],"receiver":"watchbill"}}','done','');
INSERT INTO "signal" VALUES(4,1,4,2,1795474967008000,'trigger','bb78d8097a6d2772d76a1031974d266c',NULL,'{"title":"Certificate of api expires in 7 days","severity":"info","source":"api-eu-1:9100","body":"","occurred_at":"2026-11-23T22:57:46+00:00","cut":[],"details":{"labels":{"alertname":"Certificate of api expires in 7 days","severity":"info","instance":"api-eu-1:9100","environment":"production","occurrence":"api/certificate-of-api/now"},"annotations":{"summary":"Certificate of api expires in 7 days","runbook_url":"https://runbooks.example.org/api"},"links":[{"href":"https://runbooks.example.org/api","text":"Runbook"}],"receiver":"watchbill"}}','done','');
INSERT INTO "signal" VALUES(5,1,5,2,1795475268000000,'trigger','bb78d8097a6d2772d76a1031974d266c',NULL,'{"title":"Certificate of api expires in 7 days","severity":"info","source":"api-eu-1:9100","body":"","occurred_at":"2026-11-23T22:57:46+00:00","cut":[],"details":{"labels":{"alertname":"Certificate of api expires in 7 days","severity":"info","instance":"api-eu-1:9100","environment":"production","occurrence":"api/certificate-of-api/now"},"annotations":{"summary":"Certificate of api expires in 7 days","runbook_url":"https://runbooks.example.org/api"},"links":[{"href":"https://runbooks.example.org/api","text":"Runbook"}],"receiver":"watchbill"}}','done','');
INSERT INTO "signal" VALUES(6,1,6,2,1795475569000000,'trigger','bb78d8097a6d2772d76a1031974d266c',NULL,'{"title":"Certificate of api expires in 7 days","severity":"info","source":"api-eu-1:9100","body":"","occurred_at":"2026-11-23T22:57:46+00:00","cut":[],"details":{"labels":{"alertname":"Certificate of api expires in 7 days","severity":"info","instance":"api-eu-1:9100","environment":"production","occurrence":"api/certificate-of-api/now"},"annotations":{"summary":"Certificate of api expires in 7 days","runbook_url":"https://runbooks.example.org/api"},"links":[{"href":"https://runbooks.example.org/api","text":"Runbook"}],"receiver":"watchbill"}}','done','');
INSERT INTO "signal" VALUES(7,1,7,2,1795475870000000,'trigger','bb78d8097a6d2772d76a1031974d266c',NULL,'{"title":"Certificate of api expires in 7 days","severity":"info","source":"api-eu-1:9100","body":"","occurred_at":"2026-11-23T22:57:46+00:00","cut":[],"details":{"labels":{"alertname":"Certificate of api expires in 7 days","severity":"info","instance":"api-eu-1:9100","environment":"production","occurrence":"api/certificate-of-api/now"},"annotations":{"summary":"Certificate of api expires in 7 days","runbook_url":"https://runbooks.example.org/api"},"links":[{"href":"https://runbooks.example.org/api","text":"Runbook"}],"receiver":"watchbill"}}','done','');
INSERT INTO "signal" VALUES(8,1,8,2,1795476171000000,'trigger','bb78d8097a6d2772d76a1031974d266c',NULL,'{"title":"Certificate of api expires in 7 days","severity":"info","source":"api-eu-1:9100","body":"","occurred_at":"2026-11-23T22:57:46+00:00","cut":[],"details":{"labels":{"alertname":"Certificate of api expires in 7 days","severity":"info","instance":"api-eu-1:9100","environment":"production","occurrence":"api/certificate-of-api/now"},"annotations":{"summary":"Certificate of api expires in 7 days","runbook_url":"https://runbooks.example.org/api"},"links":[{"href":"https://runbooks.example.org/api","text":"Runbook"}],"receiver":"watchbill"}}','done','');
INSERT INTO "signal" VALUES(9,1,9,2,1795476472000000,'trigger','bb78d8097a6d2772d76a1031974d266c',NULL,'{"title":"Certificate of api expires in 7 days","severity":"info","source":"api-eu-1:9100","body":"","occurred_at":"2026-11-23T22:57:46+00:00","cut":[],"details":{"labels":{"alertname":"Certificate of api expires in 7 days","severity":"info","instance":"api-eu-1:9100","environment":"production","occurrence":"api/certificate-of-api/now"},"annotations":{"summary":"Certificate of api expires in 7 days","runbook_url":"https://runbooks.example.org/api"},"links":[{"href":"https://runbooks.example.org/api","text":"Runbook"}],"receiver":"watchbill"}}','done','');
INSERT INTO "signal" VALUES(10,6,10,3,1795484266000000,'trigger','web/sign-in-page-returns/now',NULL,'{"title":"Sign-in page returns 500 for some customers","severity":"error","source":"web-eu-1","body":"","occurred_at":"2026-11-24T01:37:46+00:00","cut":[],"details":{"component":"web","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/web","text":"Runbook"}],"client":"web-checks"}}','done','');
INSERT INTO "signal" VALUES(11,6,11,3,1795484567000000,'trigger','web/sign-in-page-returns/now',NULL,'{"title":"Sign-in page returns 500 for some customers","severity":"error","source":"web-eu-1","body":"","occurred_at":"2026-11-24T01:42:47+00:00","cut":[],"details":{"component":"web","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/web","text":"Runbook"}],"client":"web-checks"}}','done','');
INSERT INTO "signal" VALUES(12,6,12,3,1795484868000000,'trigger','web/sign-in-page-returns/now',NULL,'{"title":"Sign-in page returns 500 for some customers","severity":"error","source":"web-eu-1","body":"","occurred_at":"2026-11-24T01:47:48+00:00","cut":[],"details":{"component":"web","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/web","text":"Runbook"}],"client":"web-checks"}}','done','');
INSERT INTO "signal" VALUES(13,6,13,3,1795485169000000,'trigger','web/sign-in-page-returns/now',NULL,'{"title":"Sign-in page returns 500 for some customers","severity":"error","source":"web-eu-1","body":"","occurred_at":"2026-11-24T01:52:49+00:00","cut":[],"details":{"component":"web","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/web","text":"Runbook"}],"client":"web-checks"}}','done','');
INSERT INTO "signal" VALUES(14,6,14,3,1795485470000000,'trigger','web/sign-in-page-returns/now',NULL,'{"title":"Sign-in page returns 500 for some customers","severity":"error","source":"web-eu-1","body":"","occurred_at":"2026-11-24T01:57:50+00:00","cut":[],"details":{"component":"web","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/web","text":"Runbook"}],"client":"web-checks"}}','done','');
INSERT INTO "signal" VALUES(15,6,15,3,1795485771000000,'trigger','web/sign-in-page-returns/now',NULL,'{"title":"Sign-in page returns 500 for some customers","severity":"error","source":"web-eu-1","body":"","occurred_at":"2026-11-24T02:02:51+00:00","cut":[],"details":{"component":"web","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/web","text":"Runbook"}],"client":"web-checks"}}','done','');
INSERT INTO "signal" VALUES(16,6,16,3,1795486072000000,'trigger','web/sign-in-page-returns/now',NULL,'{"title":"Sign-in page returns 500 for some customers","severity":"error","source":"web-eu-1","body":"","occurred_at":"2026-11-24T02:07:52+00:00","cut":[],"details":{"component":"web","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/web","text":"Runbook"}],"client":"web-checks"}}','done','');
INSERT INTO "signal" VALUES(17,3,17,4,1795489846000000,'trigger','payments/checkout-fails-for/now',NULL,'{"title":"Checkout fails for card payments","severity":"critical","source":"payments-eu-1","body":"","occurred_at":"2026-11-24T03:10:46+00:00","cut":[],"details":{"component":"payments","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/payments","text":"Runbook"}],"client":"payments-monitor"}}','done','');
INSERT INTO "signal" VALUES(18,3,18,4,1795490147000000,'trigger','payments/checkout-fails-for/now',NULL,'{"title":"Checkout fails for card payments","severity":"critical","source":"payments-eu-1","body":"","occurred_at":"2026-11-24T03:15:47+00:00","cut":[],"details":{"component":"payments","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/payments","text":"Runbook"}],"client":"payments-monitor"}}','done','');
INSERT INTO "signal" VALUES(19,3,19,4,1795490448000000,'trigger','payments/checkout-fails-for/now',NULL,'{"title":"Checkout fails for card payments","severity":"critical","source":"payments-eu-1","body":"","occurred_at":"2026-11-24T03:20:48+00:00","cut":[],"details":{"component":"payments","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/payments","text":"Runbook"}],"client":"payments-monitor"}}','done','');
INSERT INTO "signal" VALUES(20,3,20,4,1795490749000000,'trigger','payments/checkout-fails-for/now',NULL,'{"title":"Checkout fails for card payments","severity":"critical","source":"payments-eu-1","body":"","occurred_at":"2026-11-24T03:25:49+00:00","cut":[],"details":{"component":"payments","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/payments","text":"Runbook"}],"client":"payments-monitor"}}','done','');
INSERT INTO "signal" VALUES(21,3,21,4,1795491050000000,'trigger','payments/checkout-fails-for/now',NULL,'{"title":"Checkout fails for card payments","severity":"critical","source":"payments-eu-1","body":"","occurred_at":"2026-11-24T03:30:50+00:00","cut":[],"details":{"component":"payments","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/payments","text":"Runbook"}],"client":"payments-monitor"}}','done','');
INSERT INTO "signal" VALUES(22,3,22,4,1795491351000000,'trigger','payments/checkout-fails-for/now',NULL,'{"title":"Checkout fails for card payments","severity":"critical","source":"payments-eu-1","body":"","occurred_at":"2026-11-24T03:35:51+00:00","cut":[],"details":{"component":"payments","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/payments","text":"Runbook"}],"client":"payments-monitor"}}','done','');
INSERT INTO "signal" VALUES(23,3,23,4,1795491652000000,'trigger','payments/checkout-fails-for/now',NULL,'{"title":"Checkout fails for card payments","severity":"critical","source":"payments-eu-1","body":"","occurred_at":"2026-11-24T03:40:52+00:00","cut":[],"details":{"component":"payments","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/payments","text":"Runbook"}],"client":"payments-monitor"}}','done','');
INSERT INTO "signal" VALUES(24,5,24,5,1795492426000000,'trigger','search/search-answers-slowly/now',NULL,'{"title":"Search answers slowly for large catalogues","severity":"warning","source":"search-eu-1","body":"","occurred_at":"2026-11-24T03:53:46+00:00","cut":[],"details":{"component":"search","custom_details":{"environment":"production"},"links":[{"href":"https://runbooks.example.org/search","text":"Runbook"}],"client":"search-monitor"}}','done','');
CREATE TABLE slot (
	rotation_id INTEGER NOT NULL, 
	turn BIGINT NOT NULL, 
	place BIGINT NOT NULL, 
	person_id INTEGER, 
	CONSTRAINT pk_slot PRIMARY KEY (rotation_id, turn, place), 
	CONSTRAINT fk_slot_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_slot_rotation_id FOREIGN KEY(rotation_id) REFERENCES rotation (id) ON DELETE CASCADE
);
INSERT INTO "slot" VALUES(1,0,0,1);
INSERT INTO "slot" VALUES(1,1,0,2);
INSERT INTO "slot" VALUES(1,2,0,3);
INSERT INTO "slot" VALUES(1,3,0,4);
INSERT INTO "slot" VALUES(1,4,0,5);
INSERT INTO "slot" VALUES(2,0,0,7);
INSERT INTO "slot" VALUES(2,1,0,8);
INSERT INTO "slot" VALUES(3,0,0,3);
INSERT INTO "slot" VALUES(3,1,0,4);
INSERT INTO "slot" VALUES(3,2,0,5);
INSERT INTO "slot" VALUES(3,3,0,1);
INSERT INTO "slot" VALUES(3,4,0,2);
INSERT INTO "slot" VALUES(4,0,0,6);
INSERT INTO "slot" VALUES(4,1,0,7);
CREATE TABLE target (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	policy_id INTEGER NOT NULL, 
	level_id INTEGER, 
	place BIGINT NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	person_id INTEGER, 
	team_id INTEGER, 
	schedule_id INTEGER, 
	channel_id INTEGER, 
	CONSTRAINT fk_target_channel_id FOREIGN KEY(channel_id) REFERENCES channel (id), 
	CONSTRAINT fk_target_level_id FOREIGN KEY(level_id) REFERENCES level (id) ON DELETE CASCADE, 
	CONSTRAINT fk_target_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_target_policy_id FOREIGN KEY(policy_id) REFERENCES policy (id) ON DELETE CASCADE, 
	CONSTRAINT fk_target_schedule_id FOREIGN KEY(schedule_id) REFERENCES schedule (id), 
	CONSTRAINT fk_target_team_id FOREIGN KEY(team_id) REFERENCES team (id)
);
INSERT INTO "target" VALUES(1,1,1,0,'schedule',NULL,NULL,1,NULL);
INSERT INTO "target" VALUES(2,1,2,0,'schedule',NULL,NULL,2,NULL);
INSERT INTO "target" VALUES(3,1,3,0,'person',1,NULL,NULL,NULL);
INSERT INTO "target" VALUES(4,1,NULL,0,'team',NULL,1,NULL,NULL);
INSERT INTO "target" VALUES(5,2,4,0,'team',NULL,2,NULL,NULL);
INSERT INTO "target" VALUES(6,2,5,0,'schedule',NULL,NULL,1,NULL);
INSERT INTO "target" VALUES(7,2,NULL,0,'person',1,NULL,NULL,NULL);
INSERT INTO "target" VALUES(8,3,6,0,'schedule',NULL,NULL,3,NULL);
INSERT INTO "target" VALUES(9,3,7,0,'person',6,NULL,NULL,NULL);
INSERT INTO "target" VALUES(10,3,NULL,0,'schedule',NULL,NULL,1,NULL);
CREATE TABLE task (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	incident_id INTEGER NOT NULL, 
	title VARCHAR(500) NOT NULL, 
	owner_id INTEGER, 
	due_at BIGINT, 
	done_at BIGINT, 
	position BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_task_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id) ON DELETE CASCADE, 
	CONSTRAINT fk_task_owner_id FOREIGN KEY(owner_id) REFERENCES person (id)
);
INSERT INTO "task" VALUES(1,4,'Tell the customers who are touched',6,NULL,NULL,0,1);
CREATE TABLE team (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR(64) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT uq_team_name UNIQUE (name)
);
INSERT INTO "team" VALUES(1,'platform',1);
INSERT INTO "team" VALUES(2,'product',1);
INSERT INTO "team" VALUES(3,'support',1);
CREATE TABLE time_off (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	start VARCHAR(26) NOT NULL, 
	"end" VARCHAR(26) NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	CONSTRAINT fk_time_off_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "time_off" VALUES(1,1,'2026-12-21T00:00:00','2027-01-04T00:00:00','holiday');
INSERT INTO "time_off" VALUES(2,5,'2026-11-26T00:00:00','2026-11-30T00:00:00','Thanksgiving');
CREATE INDEX ix_audit_at ON audit (at);
CREATE INDEX ix_audit_subject ON audit (subject);
CREATE INDEX ix_level_policy_id ON level (policy_id);
CREATE INDEX ix_membership_person_id ON membership (person_id);
CREATE INDEX ix_schedule_team_id ON schedule (team_id);
CREATE INDEX ix_service_policy_id ON service (policy_id);
CREATE INDEX ix_service_team_id ON service (team_id);
CREATE INDEX ix_time_off_person_id ON time_off (person_id);
CREATE INDEX ix_dependency_needs_id ON dependency (needs_id);
CREATE INDEX ix_incident_created_at ON incident (created_at);
CREATE INDEX ix_incident_open ON incident (id) WHERE stage IN ('triage', 'investigating', 'identified', 'monitoring');
CREATE INDEX ix_incident_owner_id ON incident (owner_id);
CREATE INDEX ix_incident_service_id ON incident (service_id);
CREATE INDEX ix_integration_service_id ON integration (service_id);
CREATE INDEX ix_override_schedule_id_override_start_at ON override (schedule_id, start_at);
CREATE INDEX ix_rule_person_id_rule_urgency_rule_position ON rule (person_id, urgency, position);
CREATE INDEX ix_served_person_id ON served (person_id);
CREATE INDEX ix_served_schedule_id_served_start_at ON served (schedule_id, start_at);
CREATE INDEX ix_target_channel_id ON target (channel_id);
CREATE INDEX ix_target_level_id ON target (level_id);
CREATE INDEX ix_target_person_id ON target (person_id);
CREATE INDEX ix_target_policy_id ON target (policy_id);
CREATE INDEX ix_target_schedule_id ON target (schedule_id);
CREATE INDEX ix_target_team_id ON target (team_id);
CREATE INDEX ix_affected_service_id ON affected (service_id);
CREATE INDEX ix_alert_first_at ON alert (first_at);
CREATE INDEX ix_alert_incident_id ON alert (incident_id);
CREATE INDEX ix_alert_service_id ON alert (service_id);
CREATE UNIQUE INDEX uq_alert_open ON alert (integration_id, dedup_key) WHERE state <> 'resolved';
CREATE INDEX ix_assignment_incident_id ON assignment (incident_id);
CREATE INDEX ix_assignment_person_id ON assignment (person_id);
CREATE INDEX ix_escalation_due ON escalation (due_at);
CREATE INDEX ix_event_incident_id_event_at ON event (incident_id, at);
CREATE INDEX ix_event_person_id ON event (person_id);
CREATE INDEX ix_override_person_person_id ON override_person (person_id);
CREATE INDEX ix_page_incident_id_page_person_id ON page (incident_id, person_id);
CREATE INDEX ix_page_person_id ON page (person_id);
CREATE INDEX ix_page_waiting ON page (due_at) WHERE state IN ('due', 'sending') OR retry_at IS NOT NULL;
CREATE INDEX ix_payload_received_at ON payload (received_at);
CREATE INDEX ix_slot_person_id ON slot (person_id);
CREATE INDEX ix_task_incident_id ON task (incident_id);
CREATE INDEX ix_attempt_page_id ON attempt (page_id);
CREATE INDEX ix_signal_alert_id ON signal (alert_id);
CREATE INDEX ix_signal_change ON signal (integration_id, received_at) WHERE action = 'change';
CREATE INDEX ix_signal_payload_id ON signal (payload_id);
CREATE INDEX ix_signal_pending ON signal (integration_id, id) WHERE state = 'pending';
CREATE UNIQUE INDEX uq_signal_delivery ON signal (integration_id, delivery) WHERE delivery IS NOT NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('bell',122);
INSERT INTO "sqlite_sequence" VALUES('person',8);
INSERT INTO "sqlite_sequence" VALUES('time_off',2);
INSERT INTO "sqlite_sequence" VALUES('audit',39);
INSERT INTO "sqlite_sequence" VALUES('team',3);
INSERT INTO "sqlite_sequence" VALUES('schedule',3);
INSERT INTO "sqlite_sequence" VALUES('policy',3);
INSERT INTO "sqlite_sequence" VALUES('level',7);
INSERT INTO "sqlite_sequence" VALUES('target',10);
INSERT INTO "sqlite_sequence" VALUES('service',6);
INSERT INTO "sqlite_sequence" VALUES('integration',6);
INSERT INTO "sqlite_sequence" VALUES('payload',24);
INSERT INTO "sqlite_sequence" VALUES('signal',24);
INSERT INTO "sqlite_sequence" VALUES('alert',5);
INSERT INTO "sqlite_sequence" VALUES('incident',6);
INSERT INTO "sqlite_sequence" VALUES('event',48);
INSERT INTO "sqlite_sequence" VALUES('page',11);
INSERT INTO "sqlite_sequence" VALUES('attempt',10);
INSERT INTO "sqlite_sequence" VALUES('assignment',4);
INSERT INTO "sqlite_sequence" VALUES('task',1);
COMMIT;
