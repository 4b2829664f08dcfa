PRAGMA application_id = 1396918610;
BEGIN;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,       
    kind TEXT NOT NULL DEFAULT 'feed',  
    url TEXT, site TEXT,
    title TEXT NOT NULL,
    folded TEXT NOT NULL,           
    etag TEXT, modified TEXT,       
    hash TEXT,                      
    ttl INTEGER,                    
    skip_hours TEXT NOT NULL DEFAULT '[]',  
    checked TEXT, due TEXT,         
    failures INTEGER NOT NULL DEFAULT 0, error TEXT,
    retired INTEGER NOT NULL DEFAULT 0      
) STRICT;
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,       
    feed_id INTEGER REFERENCES feeds(id),
    parent_id INTEGER REFERENCES articles(id) ON DELETE CASCADE,
    root INTEGER NOT NULL,          
    position INTEGER NOT NULL,      
    url TEXT, title TEXT NOT NULL,
    authors TEXT NOT NULL,          
    published TEXT, added TEXT NOT NULL,
    sorted TEXT NOT NULL,           
    source TEXT, language TEXT,
    page_key TEXT,                  
    feed_hash TEXT,                 
    page_hash TEXT,                 
    text_hash TEXT NOT NULL,        
    words INTEGER NOT NULL,
    reference_count INTEGER NOT NULL,
    reference_text TEXT NOT NULL,   
    pruned TEXT                     
, notice TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX articles_by_date ON articles (sorted DESC, root DESC, position) WHERE pruned IS NULL;
CREATE INDEX articles_by_feed ON articles (feed_id);
CREATE INDEX articles_by_parent ON articles (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX articles_by_page ON articles (page_key) WHERE page_key IS NOT NULL;
CREATE TABLE sightings (            
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    feed_id INTEGER NOT NULL REFERENCES feeds(id),
    PRIMARY KEY (article_id, feed_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_by_feed ON sightings (feed_id, article_id);
CREATE TABLE bodies (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    markdown TEXT NOT NULL,
    original BLOB NOT NULL,         
    media_type TEXT NOT NULL,
    parser INTEGER NOT NULL         
) STRICT;
CREATE TABLE papers (
    id INTEGER PRIMARY KEY,
    title TEXT, container TEXT, year INTEGER
) STRICT;
CREATE TABLE paper_ids (
    scheme TEXT NOT NULL, id TEXT NOT NULL,
    paper_id INTEGER NOT NULL REFERENCES papers(id) ON DELETE CASCADE,
    PRIMARY KEY (scheme, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_ids_by_paper ON paper_ids (paper_id);
CREATE TABLE article_references (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    place INTEGER NOT NULL,         
    n INTEGER,                      
    paper_id INTEGER REFERENCES papers(id),
    role TEXT NOT NULL, confidence TEXT NOT NULL, reason TEXT NOT NULL,
    label TEXT, raw TEXT NOT NULL,
    ids TEXT NOT NULL,              
    title TEXT, authors TEXT NOT NULL, et_al INTEGER NOT NULL,
    container TEXT, journal TEXT,   
    issued TEXT NOT NULL,           
    volume TEXT, issue TEXT, pages TEXT, article_number TEXT, status TEXT,
    url TEXT, accessed TEXT NOT NULL, inferred TEXT NOT NULL,
    how TEXT, version TEXT, span_start INTEGER, span_end INTEGER
) STRICT;
CREATE INDEX article_references_by_article ON article_references (article_id, place);
CREATE INDEX article_references_by_paper ON article_references (paper_id);
CREATE INDEX article_references_by_journal ON article_references (journal) WHERE journal IS NOT NULL;
CREATE TABLE reference_ids (        
    scheme TEXT NOT NULL, id TEXT NOT NULL,
    reference_id INTEGER NOT NULL REFERENCES article_references(id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (scheme, id, reference_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_ids_by_reference ON reference_ids (reference_id);
CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE source_tags (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags(id),
    PRIMARY KEY (article_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_tags_by_tag ON source_tags (tag_id, article_id);
CREATE TABLE marks (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id),
    read INTEGER NOT NULL DEFAULT 0, read_at TEXT,
    starred INTEGER NOT NULL DEFAULT 0, starred_at TEXT
, hidden INTEGER NOT NULL DEFAULT 0, hidden_at TEXT) STRICT;
CREATE INDEX marks_starred ON marks (article_id) WHERE starred;
CREATE TABLE reader_tags (
    article_id INTEGER NOT NULL REFERENCES articles(id),
    tag_id INTEGER NOT NULL REFERENCES tags(id),
    given INTEGER NOT NULL,         
    PRIMARY KEY (article_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reader_tags_by_tag ON reader_tags (tag_id, article_id);
CREATE TABLE notes (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id),
    text TEXT NOT NULL, changed TEXT NOT NULL
) STRICT;
CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    label TEXT NOT NULL,            
    changes TEXT NOT NULL,          
    undone TEXT                     
, times TEXT) STRICT;
CREATE TABLE subscriptions (        
    feed_id INTEGER PRIMARY KEY REFERENCES feeds(id),
    name TEXT,                      
    folder TEXT NOT NULL DEFAULT '',
    paused INTEGER NOT NULL DEFAULT 0,
    interval INTEGER,               
    since TEXT NOT NULL
) STRICT;
CREATE TABLE citation_keys (        
    work TEXT PRIMARY KEY,          
    key TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE TABLE own_works (            
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    title TEXT, container TEXT, year INTEGER,
    authors TEXT NOT NULL
) STRICT;
CREATE TABLE own_work_ids (
    scheme TEXT NOT NULL, id TEXT NOT NULL,
    own_work_id INTEGER NOT NULL REFERENCES own_works(id) ON DELETE CASCADE,
    PRIMARY KEY (scheme, id, own_work_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX own_work_ids_by_work ON own_work_ids (own_work_id);
CREATE VIEW search_text AS
    SELECT articles.id AS id, articles.title AS title, bodies.markdown AS body,
        articles.reference_text AS refs, coalesce(notes.text, '') AS notes
    FROM articles JOIN bodies ON bodies.article_id = articles.id
    LEFT JOIN notes ON notes.article_id = articles.id;
CREATE TABLE views (                
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    filter TEXT NOT NULL,
    sort TEXT NOT NULL,
    unread INTEGER NOT NULL DEFAULT 0,  
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX marks_hidden ON marks (article_id) WHERE hidden;
CREATE TABLE places (               
    article_id INTEGER PRIMARY KEY REFERENCES articles(id),
    place REAL NOT NULL,            
    changed TEXT NOT NULL
) STRICT;
CREATE TABLE tag_colours (
    tag_id INTEGER PRIMARY KEY REFERENCES tags(id),
    colour TEXT NOT NULL            
) STRICT;
CREATE TABLE tag_rules (            
    id INTEGER PRIMARY KEY,
    filter TEXT NOT NULL,
    tags TEXT NOT NULL,             
    position INTEGER NOT NULL
) STRICT;
CREATE TABLE rule_tags (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags(id),
    rule_id INTEGER NOT NULL REFERENCES tag_rules(id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, tag_id, rule_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_tags_by_tag ON rule_tags (tag_id, article_id);
CREATE INDEX rule_tags_by_rule ON rule_tags (rule_id);
CREATE VIEW article_tags AS         
    SELECT article_id, tag_id, 0 AS reader FROM source_tags AS s
    WHERE NOT EXISTS (
        SELECT 1 FROM reader_tags AS r WHERE r.article_id = s.article_id AND r.tag_id = s.tag_id)
    AND NOT EXISTS (
        SELECT 1 FROM rule_tags AS u WHERE u.article_id = s.article_id AND u.tag_id = s.tag_id)
    UNION ALL
    SELECT article_id, tag_id, 1 AS reader FROM rule_tags AS u
    WHERE NOT EXISTS (
        SELECT 1 FROM reader_tags AS r WHERE r.article_id = u.article_id AND r.tag_id = u.tag_id)
    AND NOT EXISTS (                
        SELECT 1 FROM rule_tags AS e
        WHERE e.article_id = u.article_id AND e.tag_id = u.tag_id AND e.rule_id < u.rule_id)
    UNION ALL
    SELECT article_id, tag_id, 1 AS reader FROM reader_tags WHERE given;
CREATE INDEX articles_by_notice ON articles (notice) WHERE notice != '';
CREATE VIRTUAL TABLE search USING fts5 (
    body, title, refs, notes,       
    content = 'search_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE INDEX articles_by_text ON articles (text_hash) WHERE key LIKE 'place:%' OR key LIKE 'text:%';
CREATE TABLE tag_counts (           
    tag_id INTEGER PRIMARY KEY,
    total INTEGER NOT NULL, unread INTEGER NOT NULL, own INTEGER NOT NULL
) STRICT;
CREATE TABLE feed_counts (          
    feed_id INTEGER PRIMARY KEY,
    total INTEGER NOT NULL, unread INTEGER NOT NULL
) STRICT;
CREATE TABLE library_counts (       
    id INTEGER PRIMARY KEY CHECK (id = 1),
    total INTEGER NOT NULL, unread INTEGER NOT NULL, starred INTEGER NOT NULL,
    hidden INTEGER NOT NULL, noted INTEGER NOT NULL
) STRICT;
CREATE INDEX articles_pruned ON articles (id) WHERE pruned IS NOT NULL;
CREATE TABLE told (                 
    feed_id INTEGER PRIMARY KEY REFERENCES feeds(id),
    parser INTEGER NOT NULL,        
    items BLOB NOT NULL             
) STRICT;
CREATE TABLE waiting_states (
    id INTEGER PRIMARY KEY,
    journal_id INTEGER NOT NULL REFERENCES journal(id), -- the import that brought it
    key TEXT NOT NULL,              -- the article's key, without the number of its feed
    feed TEXT,                      -- that feed's key
    page TEXT, text TEXT,           -- the page it stands on, and the digest of its text: articles.page_key, text_hash
    line TEXT NOT NULL              -- what the reader did with it, as `export state` writes it
) STRICT
;
CREATE INDEX waiting_states_by_key ON waiting_states (key);
CREATE INDEX waiting_states_by_page ON waiting_states (page) WHERE page IS NOT NULL;
CREATE INDEX waiting_states_by_text ON waiting_states (text) WHERE text IS NOT NULL;
INSERT INTO "_sqlite_migrations" VALUES (1, 'sciread', 'm001_library', '2026-11-22 10:45:22.615697+00:00');
INSERT INTO "_sqlite_migrations" VALUES (2, 'sciread', 'm002_views', '2026-11-22 10:45:22.616039+00:00');
INSERT INTO "_sqlite_migrations" VALUES (3, 'sciread', 'm003_hidden', '2026-11-22 10:45:22.616842+00:00');
INSERT INTO "_sqlite_migrations" VALUES (4, 'sciread', 'm004_places', '2026-11-22 10:45:22.617129+00:00');
INSERT INTO "_sqlite_migrations" VALUES (5, 'sciread', 'm005_rules', '2026-11-22 10:45:22.617550+00:00');
INSERT INTO "_sqlite_migrations" VALUES (6, 'sciread', 'm006_notices', '2026-11-22 10:45:22.618091+00:00');
INSERT INTO "_sqlite_migrations" VALUES (7, 'sciread', 'm007_search', '2026-11-22 10:45:22.618992+00:00');
INSERT INTO "_sqlite_migrations" VALUES (8, 'sciread', 'm008_counts', '2026-11-22 10:45:22.619617+00:00');
INSERT INTO "_sqlite_migrations" VALUES (9, 'sciread', 'm009_told', '2026-11-22 10:45:22.619792+00:00');
INSERT INTO "_sqlite_migrations" VALUES (10, 'sciread', 'm010_state', '2026-11-22 10:45:22.620435+00:00');
INSERT INTO "feeds" VALUES (1, '//127.0.0.1:8765/feed.xml', 'feed', 'http://127.0.0.1:8765/feed.xml', 'http://127.0.0.1:8765/', 'Kidney news', 'kidneys', NULL, 'Sun, 22 Nov 2026 10:43:16 GMT', '1156ebc1f9e3b512654c85a9cf87dbf1', NULL, '[]', '2026-11-22T10:45:23+00:00', '2026-11-22T10:45:23+00:00', 0, NULL, 0);
INSERT INTO "articles" VALUES (1, 'place:/tmp/reading/note.md', NULL, NULL, 1, 0, NULL, 'Lungs at rest', '[]', NULL, '2026-11-22T10:45:22+00:00', '2026-11-22T10:45:22+00:00', NULL, NULL, NULL, NULL, '01a105617dbb00a3d29e3b953e2ca079', 'd419fed88f08f9a2d30916bbd69bb440', 21, 1, 'J Breath 2020;1:2. doi:10.1000/182, and it goes on.', NULL, '');
INSERT INTO "articles" VALUES (2, 'place:/tmp/reading/retracted.md', NULL, NULL, 2, 0, NULL, 'RETRACTED: Hearts in motion', '[]', NULL, '2026-11-22T10:45:22+00:00', '2026-11-22T10:45:22+00:00', NULL, NULL, NULL, NULL, '86c9adf8b5b747b155ff3dd4c97ee9f4', '2dd71bb5c598cb8ddd40b814cf076831', 9, 1, 'It told of hearts (https://doi.org/10.1000/heart).', NULL, 'retracted');
INSERT INTO "articles" VALUES (3, '//127.0.0.1:8765/k1', 1, NULL, 3, 0, 'http://127.0.0.1:8765/1', 'Kidneys & water', '[]', '2026-11-02T10:00:00+00:00', '2026-11-22T10:45:23+00:00', '2026-11-02T10:00:00+00:00', NULL, NULL, '//127.0.0.1:8765/1', '45d4a255795d3b21b0d46c0cd218f080', NULL, '', 8, 1, 'Kidneys and water, told in one sentence. doi:10.1000/kidney', NULL, '');
INSERT INTO "articles" VALUES (4, '//127.0.0.1:8765/k2', 1, NULL, 4, 0, 'http://127.0.0.1:8765/2', 'Kidneys and salt', '[]', '2026-11-03T10:00:00+00:00', '2026-11-22T10:45:23+00:00', '2026-11-03T10:00:00+00:00', NULL, NULL, '//127.0.0.1:8765/2', 'a788559c85a66787fe3608c350ff6a50', NULL, '', 7, 0, '', NULL, '');
INSERT INTO "sightings" VALUES (3, 1);
INSERT INTO "sightings" VALUES (4, 1);
INSERT INTO "bodies" VALUES (1, 'A short note on lungs. It rests on Doe J. Breath by breath. J Breath 2020;1:2. doi:10.1000/182, and it goes on.', X'787DD2BB21FB5356F00159A09008319F8BCB91BEF67301006AEA2738', 'text/markdown', 1);
INSERT INTO "bodies" VALUES (2, 'This text was withdrawn. It told of hearts (https://doi.org/10.1000/heart).', X'787DF2681939535608720D0972740E7175B152F080E8C9CC53C8CD2FC9CCCFE3E20AA19E4D5C00647F22A6', 'text/markdown', 1);
INSERT INTO "bodies" VALUES (3, 'Kidneys and water, told in one sentence. doi:10.1000/kidney', X'787D6E1F1402F3265F2B006E1F1402', 'text/html', 1);
INSERT INTO "bodies" VALUES (4, 'Kidneys and salt, told in one sentence.', X'787D18AA0DFAF3264E190018AA0DFA', 'text/html', 1);
INSERT INTO "papers" VALUES (1, NULL, NULL, NULL);
INSERT INTO "papers" VALUES (2, NULL, NULL, NULL);
INSERT INTO "papers" VALUES (3, NULL, NULL, NULL);
INSERT INTO "paper_ids" VALUES ('doi', '10.1000/182', 1);
INSERT INTO "paper_ids" VALUES ('doi', '10.1000/heart', 2);
INSERT INTO "paper_ids" VALUES ('doi', '10.1000/kidney', 3);
INSERT INTO "article_references" VALUES (1, 1, 0, 1, 1, 'main', 'medium', 'only', NULL, 'J Breath 2020;1:2. doi:10.1000/182, and it goes on.', '{"doi": "10.1000/182"}', NULL, '[]', 0, NULL, NULL, '[]', NULL, NULL, NULL, NULL, NULL, 'https://doi.org/10.1000/182', '[]', '[]', 'label', NULL, 60, 111);
INSERT INTO "article_references" VALUES (2, 2, 0, 1, 2, 'main', 'medium', 'only', NULL, 'It told of hearts (https://doi.org/10.1000/heart).', '{"doi": "10.1000/heart"}', NULL, '[]', 0, NULL, NULL, '[]', NULL, NULL, NULL, NULL, NULL, 'https://doi.org/10.1000/heart', '[]', '[]', 'url', NULL, 25, 75);
INSERT INTO "article_references" VALUES (3, 3, 0, 1, 3, 'main', 'medium', 'only', NULL, 'Kidneys and water, told in one sentence. doi:10.1000/kidney', '{"doi": "10.1000/kidney"}', NULL, '[]', 0, NULL, NULL, '[]', NULL, NULL, NULL, NULL, NULL, 'https://doi.org/10.1000/kidney', '[]', '[]', 'label', NULL, 0, 59);
INSERT INTO "reference_ids" VALUES ('doi', '10.1000/182', 1, 1);
INSERT INTO "reference_ids" VALUES ('doi', '10.1000/heart', 2, 2);
INSERT INTO "reference_ids" VALUES ('doi', '10.1000/kidney', 3, 3);
INSERT INTO "tags" VALUES (1, 'nephrology', 'nephrology');
INSERT INTO "tags" VALUES (2, 'mine', 'mine');
INSERT INTO "tags" VALUES (3, 'lungs', 'lungs');
INSERT INTO "tags" VALUES (4, 'kidney', 'kidney');
INSERT INTO "tags" VALUES (5, 'wrong', 'wrong');
INSERT INTO "source_tags" VALUES (3, 1);
INSERT INTO "source_tags" VALUES (4, 1);
INSERT INTO "marks" VALUES (1, 1, '2026-11-22T10:45:24+00:00', 0, NULL, 0, NULL);
INSERT INTO "marks" VALUES (2, 0, NULL, 1, '2026-11-22T10:45:24+00:00', 0, NULL);
INSERT INTO "marks" VALUES (3, 0, NULL, 0, NULL, 1, '2026-11-22T10:45:25+00:00');
INSERT INTO "reader_tags" VALUES (1, 2, 1);
INSERT INTO "reader_tags" VALUES (1, 3, 1);
INSERT INTO "reader_tags" VALUES (3, 1, 0);
INSERT INTO "notes" VALUES (1, 'my note', '2026-11-22T10:45:25+00:00');
INSERT INTO "journal" VALUES (1, '2026-11-22T10:45:23+00:00', 'subscribed to Kidney news', '[["subscription", "", null, [1]]]', NULL, NULL);
INSERT INTO "journal" VALUES (2, '2026-11-22T10:45:24+00:00', 'rearranged Kidney news', '[["subscription", "", "{\"feed_id\": 1, \"name\": null, \"folder\": \"\", \"paused\": 0, \"interval\": null, \"since\": \"2026-11-22T10:45:23+00:00\"}", [1]]]', NULL, NULL);
INSERT INTO "journal" VALUES (3, '2026-11-22T10:45:24+00:00', 'rearranged Kidney news', '[["subscription", "", "{\"feed_id\": 1, \"name\": \"Kidneys\", \"folder\": \"\", \"paused\": 0, \"interval\": null, \"since\": \"2026-11-22T10:45:23+00:00\"}", [1]]]', NULL, NULL);
INSERT INTO "journal" VALUES (4, '2026-11-22T10:45:24+00:00', 'marked read', '[["read", "", 0, [1]]]', NULL, NULL);
INSERT INTO "journal" VALUES (5, '2026-11-22T10:45:24+00:00', 'starred', '[["starred", "", 0, [2]]]', NULL, NULL);
INSERT INTO "journal" VALUES (6, '2026-11-22T10:45:25+00:00', 'hidden', '[["hidden", "", 0, [3]]]', NULL, NULL);
INSERT INTO "journal" VALUES (7, '2026-11-22T10:45:25+00:00', 'tagged #mine, tagged #lungs', '[["tag", "mine", null, [1]], ["tag", "lungs", null, [1]]]', NULL, NULL);
INSERT INTO "journal" VALUES (8, '2026-11-22T10:45:25+00:00', 'untagged #nephrology', '[["tag", "nephrology", null, [3]]]', NULL, NULL);
INSERT INTO "journal" VALUES (9, '2026-11-22T10:45:25+00:00', 'noted', '[["note", "", null, [1]]]', NULL, NULL);
INSERT INTO "journal" VALUES (10, '2026-11-22T10:45:26+00:00', 'saved the view Organs', '[["view", "", null, [1]]]', NULL, NULL);
INSERT INTO "journal" VALUES (11, '2026-11-22T10:45:26+00:00', 'added the rule kidneys', '[["rule", "", null, [1]]]', NULL, NULL);
INSERT INTO "journal" VALUES (12, '2026-11-22T10:45:26+00:00', 'coloured #mine success', '[["tag_colour", "mine", null, [2]]]', NULL, NULL);
INSERT INTO "journal" VALUES (13, '2026-11-22T10:45:27+00:00', 'tagged #wrong', '[["tag", "wrong", null, [2]]]', '2026-11-22T10:45:27+00:00', NULL);
INSERT INTO "subscriptions" VALUES (1, 'Kidneys', 'organs', 0, NULL, '2026-11-22T10:45:23+00:00');
INSERT INTO "citation_keys" VALUES ('doi:10.1000/182', 'anona');
INSERT INTO "citation_keys" VALUES ('doi:10.1000/heart', 'anon');
INSERT INTO "own_works" VALUES (1, 'own2020', 'Breath by breath', 'J Breath', 2020, '["Doe, Jane"]');
INSERT INTO "own_work_ids" VALUES ('doi', '10.1000/182', 1);
INSERT INTO "views" VALUES (1, 'Organs', 'tag:mine', 'newest', 0, 1);
INSERT INTO "tag_colours" VALUES (2, 'success');
INSERT INTO "tag_rules" VALUES (1, 'kidneys', '["kidney"]', 1);
INSERT INTO "rule_tags" VALUES (3, 4, 1);
INSERT INTO "rule_tags" VALUES (4, 4, 1);
DELETE FROM "search_data";
INSERT INTO "search_data" VALUES (1, X'043A0C2202');
INSERT INTO "search_data" VALUES (10, X'000000010105050005010101020101030101040101050101');
INSERT INTO "search_data" VALUES (137438953473, X'000000DB023031010812010205020130010815010208030230300108160102090202383201081701020A010132010813010206020330323001081101020401016101020202026E6401081801020B02017401060101030106627265617468010C0C040401020302017901020D0103646F6501020A0301690108140102070104676F657301081A01020D01026974010A071401020C01016A010A0B0601020201056C756E677301080601010201046E6F746501020401026F6E010C05061401020E0104726573740106010104050173010208010573686F72740102030409090A0A090B060A08100608090C0B0A0D090C0B06');
INSERT INTO "search_data" VALUES (274877906945, X'000000BC0330313002080D0102090302303002080E01020A0103646F6902080B0102070105686561727402080F01020B060173020E0901010301020502047474707302080A0102060102696E020601010402017402080601020201066D6F74696F6E020601010501026F660208080102040202726702080C01020801097265747261637465640206010102010474657874020203020368697302020202036F6C6402080701020301037761730202040208697468647261776E020205040A0A0B0D0C0C09090D0A0A1009080B08');
INSERT INTO "search_data" VALUES (412316860417, X'000000AC0330313003080A01020A0302303003080B01020B0103616E640308030102030108030101030103646F690308090102090102696E03080601020601020601066B69646E657903080C01020C070173030E0201010201020201080201010201036F6E65030807010207010207010473616C740408040101040207656E74656E63650308080102080102080104746F6C6403080501020501020501057761746572030E04010103010204040A0A110B0D0E120E0C120F');
INSERT INTO "search_data" VALUES (549755813889, X'0000009102303101010201300101030230300101020238320101010132010102033032300101010161010102026E64010102017401010106627265617468010102017901010103646F65010103016901010104676F6573010101026974010101016A010101056C756E6773010101046E6F7465010101026F6E010101047265737401010501730101010573686F72740101040505060605070506050A0507050806050908060805');
INSERT INTO "search_data" VALUES (687194767361, X'000000E7023031010812010205020130010815010208030230300108160102090202383201081701020A010132010813010206020330323001081101020401016101020202026E6401081801020B02017401060101030106627265617468010C0C040401020302017901020D0103646F6501020A0301690108140102070104676F657301081A01020D01026974010A071401020C01016A010A0B0601020201056C756E677301080601010201026D79010601030201046E6F746501080401030301026F6E010C05061401020E0104726573740106010104050173010208010573686F72740102030409090A0A090B060A08100608090C0B0A0D090C0C0B06');
DELETE FROM "search_idx";
INSERT INTO "search_idx" VALUES (1, X'', 2);
INSERT INTO "search_idx" VALUES (2, X'', 2);
INSERT INTO "search_idx" VALUES (3, X'', 2);
INSERT INTO "search_idx" VALUES (4, X'', 2);
INSERT INTO "search_idx" VALUES (5, X'', 2);
DELETE FROM "search_docsize";
INSERT INTO "search_docsize" VALUES (1, X'1A030D02');
INSERT INTO "search_docsize" VALUES (2, X'0E040A00');
INSERT INTO "search_docsize" VALUES (3, X'0B020B00');
INSERT INTO "search_docsize" VALUES (4, X'07030000');
DELETE FROM "search_config";
INSERT INTO "search_config" VALUES ('automerge', 10);
INSERT INTO "search_config" VALUES ('version', 4);
INSERT INTO "tag_counts" VALUES (1, 1, 1, 0);
INSERT INTO "tag_counts" VALUES (2, 1, 0, 1);
INSERT INTO "tag_counts" VALUES (3, 1, 0, 1);
INSERT INTO "tag_counts" VALUES (4, 1, 1, 1);
INSERT INTO "tag_counts" VALUES (5, 0, 0, 0);
INSERT INTO "feed_counts" VALUES (1, 1, 1);
INSERT INTO "library_counts" VALUES (1, 3, 2, 1, 1, 1);
INSERT INTO "told" VALUES (1, 1, X'9D29D618FC5167414EF6D525EEDF8CC9B04C7A34B88EA43C00000000000000031629728BACC0247D19A6B035A0EFF421EE948B5620145F380000000000000004');
COMMIT;
