-- Plans over years in one SQLite file. The columns of the tables are those of columns.py, then the keys; plans are told
-- apart by the hash of their file. Comments that stand inside a statement are kept in the database: .schema shows them.

PRAGMA application_id = 1818848868; -- 'livd'
PRAGMA user_version = 1;

CREATE TABLE plans (
    plan_id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE, -- of the file's bytes: the same file is taken once
    plan TEXT NOT NULL,
    region TEXT,
    year INTEGER,
    title TEXT,
    document_number TEXT,
    media_type TEXT NOT NULL,
    encoding TEXT NOT NULL,
    characters INTEGER NOT NULL,
    generator TEXT NOT NULL -- name and version of the program that read it
) STRICT;

CREATE TABLE items (
    plan TEXT NOT NULL,
    region TEXT,
    year INTEGER,
    category_number INTEGER,
    category TEXT,
    item_id TEXT NOT NULL,
    item_number INTEGER NOT NULL,
    label TEXT NOT NULL,
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    lead_agency TEXT,
    agencies TEXT,
    targets INTEGER NOT NULL,
    notes INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    line INTEGER NOT NULL,
    plan_id INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE,
    id INTEGER PRIMARY KEY,
    UNIQUE (plan_id, item_id)
) STRICT;

CREATE TABLE targets (
    plan TEXT NOT NULL,
    region TEXT,
    year INTEGER,
    category_number INTEGER,
    category TEXT,
    item_id TEXT NOT NULL,
    item_number INTEGER NOT NULL,
    item TEXT NOT NULL,
    target_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    action TEXT,
    indicator TEXT NOT NULL,
    bound TEXT NOT NULL,
    value ANY NOT NULL CHECK (typeof(value) IN ('integer', 'real')), -- whole numbers stay whole
    upper ANY CHECK (typeof(upper) IN ('integer', 'real', 'null')),
    unit TEXT,
    unit_code TEXT,
    dimension TEXT,
    per TEXT,
    baseline_value ANY CHECK (typeof(baseline_value) IN ('integer', 'real', 'null')),
    baseline TEXT,
    deadline TEXT,
    place TEXT,
    part_of TEXT,
    lead_agency TEXT,
    agencies TEXT,
    text TEXT NOT NULL,
    sentence TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    line INTEGER NOT NULL,
    plan_id INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE,
    PRIMARY KEY (plan_id, target_id),
    FOREIGN KEY (plan_id, item_id) REFERENCES items (plan_id, item_id) ON DELETE CASCADE
) STRICT;

CREATE TABLE agencies (
    plan TEXT NOT NULL,
    region TEXT,
    year INTEGER,
    category_number INTEGER,
    item_id TEXT,
    "order" INTEGER NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    role TEXT NOT NULL,
    collective INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    line INTEGER NOT NULL,
    plan_id INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE,
    FOREIGN KEY (plan_id, item_id) REFERENCES items (plan_id, item_id) ON DELETE CASCADE
) STRICT;

CREATE TABLE notes (
    plan TEXT NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    message TEXT NOT NULL,
    item_id TEXT,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    line INTEGER NOT NULL,
    plan_id INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE,
    FOREIGN KEY (plan_id, item_id) REFERENCES items (plan_id, item_id) ON DELETE CASCADE
) STRICT;

CREATE TABLE errors (
    plan TEXT PRIMARY KEY, -- gone as soon as a file of this name is read
    error TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT;

CREATE INDEX targets_by_item ON targets (plan_id, item_id);
CREATE INDEX agencies_by_item ON agencies (plan_id, item_id);
CREATE INDEX agencies_by_name ON agencies (name);
CREATE INDEX notes_by_item ON notes (plan_id, item_id);

-- Full text of the items in pieces of three characters, as Chinese has no blanks between words: item_search MATCH '老旧小区'
-- finds words of three characters and more. For shorter ones ask the table itself: items.content LIKE '%养老%'.
CREATE VIRTUAL TABLE item_search USING fts5 (title, content, content = 'items', content_rowid = 'id', tokenize = 'trigram');

CREATE TRIGGER item_added AFTER INSERT ON items BEGIN
    INSERT INTO item_search (rowid, title, content) VALUES (new.id, new.title, new.content);
END;

CREATE TRIGGER item_removed AFTER DELETE ON items BEGIN
    INSERT INTO item_search (item_search, rowid, title, content) VALUES ('delete', old.id, old.title, old.content);
END;

-- Who answers for which item? Its own agencies, else those of its category or of the whole document.
CREATE VIEW answers AS
SELECT
    items.region,
    items.year,
    agencies.name AS agency,
    max(agencies.role = 'lead') AS leads,
    items.item_id,
    items.title,
    items.targets,
    items.plan_id
FROM items
JOIN agencies ON agencies.plan_id = items.plan_id
    AND (
        agencies.item_id = items.item_id
        OR agencies.item_id IS NULL AND instr(';' || items.agencies || ';', ';' || agencies.name || ';')
    )
GROUP BY items.id, agencies.name;

-- How much does each agency answer for, year by year?
CREATE VIEW agency_years AS
SELECT agency, region, year, count(*) AS items, sum(leads) AS led, sum(targets) AS targets
FROM answers
GROUP BY agency, region, year;

-- How much of what is promised, year by year? Totals only: stated parts of a total, ranges and rates stay out.
CREATE VIEW amounts AS
SELECT region, year, indicator, unit, unit_code, count(*) AS targets, sum(value) AS total
FROM targets
WHERE kind = 'deliver' AND part_of IS NULL AND upper IS NULL AND per IS NULL
GROUP BY region, year, indicator, unit, unit_code;

-- How long is what is built, in kilometres?
CREATE VIEW lengths AS
SELECT region, year, item, indicator, kind, part_of, CASE unit_code WHEN 'm' THEN value / 1000.0 ELSE value END AS km, text
FROM targets
WHERE unit_code IN ('km', 'm');

-- How large is what is built, in square metres?
CREATE VIEW areas AS
SELECT
    region, year, item, indicator, kind, part_of,
    value * CASE unit_code WHEN 'm2' THEN 1 WHEN 'har' THEN 10000 WHEN 'km2' THEN 1000000 ELSE 2000 / 3.0 END AS m2, text
FROM targets
WHERE unit_code IN ('m2', 'har', 'km2') OR unit = '亩';

-- What costs or pays how many yuan?
CREATE VIEW money AS
SELECT region, year, item, indicator, kind, part_of, value AS yuan, per, text
FROM targets
WHERE unit_code = 'CNY';

-- What is due, and when?
CREATE VIEW deadlines AS
SELECT deadline, region, item, indicator, text, lead_agency, agencies
FROM targets
WHERE deadline IS NOT NULL
ORDER BY deadline, region, targets.plan_id, targets."start";

-- Which items can nobody check, because they name no quantity?
CREATE VIEW items_without_targets AS
SELECT region, year, item_id, title, agencies FROM items WHERE targets = 0;

-- Which items does nobody answer for?
CREATE VIEW items_without_agencies AS
SELECT region, year, item_id, title, targets FROM items WHERE agencies IS NULL;
