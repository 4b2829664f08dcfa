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
CREATE TABLE paper_records (        -- what a service said of a work last; may be asked again at any time
    scheme TEXT NOT NULL, id TEXT NOT NULL,
    kind TEXT NOT NULL,             -- metadata, status or access
    service TEXT NOT NULL,          -- who said it
    asked TEXT NOT NULL,
    found INTEGER NOT NULL,         -- 0: nobody knows the work
    record TEXT NOT NULL,           -- JSON: model_paper.Record or Access; '' for a status and for what is not known
    PRIMARY KEY (scheme, id, kind)
) STRICT, WITHOUT ROWID
;
CREATE TABLE paper_notices (        -- that a work was retracted, corrected …, by whoever says so
    scheme TEXT NOT NULL, id TEXT NOT NULL,
    kind TEXT NOT NULL,             -- retracted, withdrawn, concern, corrected, reinstated
    source TEXT NOT NULL,           -- publisher, retraction-watch, retraction-watch-list, pubmed
    doi TEXT NOT NULL,              -- the notice's own, '' if it has none
    date TEXT NOT NULL,             -- as far as it is stated: 2026, 2026-03 or 2026-03-05
    reason TEXT NOT NULL,
    PRIMARY KEY (scheme, id, kind, source, doi)
) STRICT, WITHOUT ROWID
;
CREATE TABLE notice_lists (         -- lists of notices that were taken over whole
    source TEXT PRIMARY KEY,
    as_of TEXT NOT NULL,            -- the day up to which the list goes
    loaded TEXT NOT NULL,
    works INTEGER NOT NULL
) STRICT, WITHOUT ROWID
;
CREATE TABLE article_standings (    -- the gravest notice about what an article cites; no row where there is none
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    main TEXT NOT NULL,             -- about the papers it is about; '' for none
    cited TEXT NOT NULL             -- about anything it cites
) STRICT
;
CREATE INDEX article_standings_main ON article_standings (main) WHERE main != '';
CREATE TABLE paper_states (         -- the reader's queue of papers, apart from what was read of the news
    scheme TEXT NOT NULL, id TEXT NOT NULL,
    state TEXT NOT NULL,            -- get, to-read, reading, read, aside
    reason TEXT NOT NULL DEFAULT '',    -- why it was set aside
    since TEXT NOT NULL, changed TEXT NOT NULL,
    PRIMARY KEY (scheme, id)
) STRICT, WITHOUT ROWID
;
INSERT INTO "_sqlite_migrations" VALUES (1, 'sciread', 'm001_library', '2026-11-22 14:18:02.430482+00:00');
INSERT INTO "_sqlite_migrations" VALUES (2, 'sciread', 'm002_views', '2026-11-22 14:18:02.430748+00:00');
INSERT INTO "_sqlite_migrations" VALUES (3, 'sciread', 'm003_hidden', '2026-11-22 14:18:02.431508+00:00');
INSERT INTO "_sqlite_migrations" VALUES (4, 'sciread', 'm004_places', '2026-11-22 14:18:02.431712+00:00');
INSERT INTO "_sqlite_migrations" VALUES (5, 'sciread', 'm005_rules', '2026-11-22 14:18:02.432203+00:00');
INSERT INTO "_sqlite_migrations" VALUES (6, 'sciread', 'm006_notices', '2026-11-22 14:18:02.432750+00:00');
INSERT INTO "_sqlite_migrations" VALUES (7, 'sciread', 'm007_search', '2026-11-22 14:18:02.433953+00:00');
INSERT INTO "_sqlite_migrations" VALUES (8, 'sciread', 'm008_counts', '2026-11-22 14:18:02.434602+00:00');
INSERT INTO "_sqlite_migrations" VALUES (9, 'sciread', 'm009_told', '2026-11-22 14:18:02.434794+00:00');
INSERT INTO "_sqlite_migrations" VALUES (10, 'sciread', 'm010_state', '2026-11-22 14:18:02.435395+00:00');
INSERT INTO "_sqlite_migrations" VALUES (11, 'sciread', 'm011_tag_view', '2026-11-22 14:18:02.435652+00:00');
INSERT INTO "_sqlite_migrations" VALUES (12, 'sciread', 'm012_papers', '2026-11-22 14:18:02.436154+00:00');
INSERT INTO "feeds" VALUES (1, '//kidney.example/feed', 'feed', 'https://kidney.example/feed', NULL, 'Kidney news', 'kidney news', NULL, NULL, NULL, NULL, '[]', NULL, NULL, 0, NULL, 0);
INSERT INTO "articles" VALUES (1, 'feed:1
k1', 1, NULL, 1, 0, 'https://kidney.example/1', 'Kidneys and water', '[]', NULL, '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', NULL, NULL, '//kidney.example/1', 'e2b7a1f16855753b48f653bdbe278d06', NULL, '', 4, 0, '', NULL, '');
INSERT INTO "articles" VALUES (2, 'id:l1', NULL, NULL, 2, 0, NULL, 'Lungs at rest', '[]', NULL, '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', NULL, NULL, NULL, NULL, '62ce7e8a83d0ff58734283fa4a5e71a8', '', 5, 1, 'Doe J. Breath by breath. 2020. · 10.1000/182', NULL, '');
INSERT INTO "articles" VALUES (3, 'id:l1
item', NULL, 2, 2, 1, NULL, 'Item', '[]', NULL, '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00', NULL, NULL, NULL, NULL, '54db79c9d0cf08225a96dc52ef0e90a1', '', 1, 0, '', NULL, '');
INSERT INTO "sightings" VALUES (1, 1);
INSERT INTO "bodies" VALUES (1, 'Kidneys in one sentence.', X'787D6F2508D4F3C6210E006F2508D4', 'text/plain', 1);
INSERT INTO "bodies" VALUES (2, 'A short note on lungs.', X'787D593707DC73C42A0A00593707DC', 'text/plain', 1);
INSERT INTO "bodies" VALUES (3, 'It.', X'787D01F400ECF32CD1030001F400EC', 'text/plain', 1);
INSERT INTO "papers" VALUES (1, NULL, NULL, NULL);
INSERT INTO "paper_ids" VALUES ('doi', '10.1000/182', 1);
INSERT INTO "article_references" VALUES (1, 2, 0, 1, 1, 'cited', 'low', '', NULL, 'Doe J. Breath by breath. 2020.', '{"doi": "10.1000/182"}', NULL, '[["Doe J", "Doe", null]]', 0, NULL, NULL, '[]', NULL, NULL, NULL, NULL, NULL, NULL, '[]', '[]', NULL, NULL, NULL, NULL);
INSERT INTO "reference_ids" VALUES ('doi', '10.1000/182', 1, 2);
INSERT INTO "tags" VALUES (1, 'organ', 'organ');
INSERT INTO "tags" VALUES (2, 'mine', 'mine');
INSERT INTO "tags" VALUES (3, 'kidney', 'kidney');
INSERT INTO "source_tags" VALUES (1, 1);
INSERT INTO "marks" VALUES (1, 0, NULL, 0, NULL, 1, '2026-11-22T12:00:00+00:00');
INSERT INTO "marks" VALUES (2, 1, '2026-11-22T12:00:00+00:00', 1, '2026-11-22T12:00:00+00:00', 0, NULL);
INSERT INTO "reader_tags" VALUES (1, 1, 0);
INSERT INTO "reader_tags" VALUES (2, 2, 1);
INSERT INTO "notes" VALUES (2, 'my note', '2026-11-22T12:00:00+00:00');
INSERT INTO "journal" VALUES (1, '2026-11-22T12:00:00+00:00', 'subscribed to Kidney news', '[["subscription", "", null, [1]]]', NULL, NULL);
INSERT INTO "journal" VALUES (2, '2026-11-22T12:00:00+00:00', 'hidden', '[["hidden", "", 0, [1]]]', NULL, NULL);
INSERT INTO "journal" VALUES (3, '2026-11-22T12:00:00+00:00', 'marked read and starred', '[["read", "", 0, [2]], ["starred", "", 0, [2]]]', NULL, NULL);
INSERT INTO "journal" VALUES (4, '2026-11-22T12:00:00+00:00', 'tagged #mine', '[["tag", "mine", null, [2]]]', NULL, NULL);
INSERT INTO "journal" VALUES (5, '2026-11-22T12:00:00+00:00', 'untagged #organ', '[["tag", "organ", null, [1]]]', NULL, NULL);
INSERT INTO "journal" VALUES (6, '2026-11-22T12:00:00+00:00', 'noted', '[["note", "", null, [2]]]', NULL, NULL);
INSERT INTO "journal" VALUES (7, '2026-11-22T12:00:00+00:00', 'saved the view Organs', '[["view", "", null, [1]]]', NULL, NULL);
INSERT INTO "journal" VALUES (8, '2026-11-22T12:00:00+00:00', 'added the rule kidneys', '[["rule", "", null, [1]]]', NULL, NULL);
INSERT INTO "journal" VALUES (9, '2026-11-22T12:00:00+00:00', 'coloured #mine success', '[["tag_colour", "mine", null, [2]]]', NULL, NULL);
INSERT INTO "journal" VALUES (10, '2026-11-22T12:00:00+00:00', 'set aside', '[["paper", "doi:10.1000/182", null, [1]]]', NULL, NULL);
INSERT INTO "journal" VALUES (11, '2026-11-22T12:00:00+00:00', 'imported a state', '[]', NULL, '[]');
INSERT INTO "subscriptions" VALUES (1, NULL, 'organs', 0, NULL, '2026-11-22T12:00:00+00:00');
INSERT INTO "citation_keys" VALUES ('doi:10.1000/182', 'doe');
INSERT INTO "own_works" VALUES (1, 'own2020', 'Breath by breath', NULL, 2020, '["Doe, Jane"]');
INSERT INTO "own_work_ids" VALUES ('doi', '10.1000/182', 1);
INSERT INTO "views" VALUES (1, 'Organs', 'tag:mine', 'newest', 0, 1);
INSERT INTO "places" VALUES (2, 1.5, '2026-11-22T12:00:00+00:00');
INSERT INTO "tag_colours" VALUES (2, 'success');
INSERT INTO "tag_rules" VALUES (1, 'kidneys', '["kidney"]', 1);
INSERT INTO "rule_tags" VALUES (1, 3, 1);
DELETE FROM "search_data";
INSERT INTO "search_data" VALUES (1, X'030A070902');
INSERT INTO "search_data" VALUES (10, X'000000010105050005010101020101030101040101050101');
INSERT INTO "search_data" VALUES (137438953473, X'000000450430616E6401060101030102696E01020301076B69646E65797301080201010201036F6E65010204010873656E74656E6365010205010577617465720106010104040A070F080D');
INSERT INTO "search_data" VALUES (274877906945, X'0000009203303130020601020803023030020601020902023832020601020A01043230323002060102070101610202020201740206010103010662726561746802080102040402017902060102050103646F65020601020201016A020601020301056C756E677302080601010201046E6F746502020401026F6E0202050104726573740206010104010573686F7274020203040909090B06080E080A080D09070B');
INSERT INTO "search_data" VALUES (412316860417, X'00000014033069740302020302656D03060101020407');
INSERT INTO "search_data" VALUES (549755813889, X'0000006B0330313002010302303002010202383202010104323032300201010161020102017402010106627265617468020102017902010103646F65020101016A020101056C756E6773020101046E6F7465020101026F6E02010104726573740201010573686F72740201040606060805050A05070509080608');
INSERT INTO "search_data" VALUES (687194767361, X'0000009E03303130020601020803023030020601020902023832020601020A01043230323002060102070101610202020201740206010103010662726561746802080102040402017902060102050103646F65020601020201016A020601020301056C756E677302080601010201026D79020601030201046E6F746502080401030301026F6E0202050104726573740206010104010573686F7274020203040909090B06080E080A080D090C070B');
DELETE FROM "search_idx";
INSERT INTO "search_idx" VALUES (1, X'', 2);
INSERT INTO "search_idx" VALUES (2, X'', 2);
INSERT INTO "search_idx" VALUES (3, X'', 2);
INSERT INTO "search_idx" VALUES (4, X'', 2);
INSERT INTO "search_idx" VALUES (5, X'', 2);
DELETE FROM "search_docsize";
INSERT INTO "search_docsize" VALUES (1, X'04030000');
INSERT INTO "search_docsize" VALUES (2, X'05030902');
INSERT INTO "search_docsize" VALUES (3, X'01010000');
DELETE FROM "search_config";
INSERT INTO "search_config" VALUES ('automerge', 10);
INSERT INTO "search_config" VALUES ('version', 4);
INSERT INTO "tag_counts" VALUES (2, 1, 0, 1);
INSERT INTO "library_counts" VALUES (1, 2, 1, 1, 1, 1);
INSERT INTO "told" VALUES (1, 1, X'');
INSERT INTO "waiting_states" VALUES (1, 11, 'x', NULL, NULL, NULL, '{"kind": "article", "key": "x", "feed": null, "page": null, "text": null, "title": null, "note": {"is": "it waits", "at": null}}');
INSERT INTO "paper_states" VALUES ('doi', '10.1000/182', 'aside', 'too old', '2026-11-22T12:00:00+00:00', '2026-11-22T12:00:00+00:00');
COMMIT;
