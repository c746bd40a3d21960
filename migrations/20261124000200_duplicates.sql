-- Two records that seem to be the same. Never merged by a machine.
CREATE TABLE duplicate_candidate (
  entity text NOT NULL CHECK (entity IN ('organization', 'location')),
  -- The smaller id first: a pair has one line.
  one uuid NOT NULL,
  other uuid NOT NULL,
  score real NOT NULL CHECK (score BETWEEN 0 AND 1),
  reasons text[] NOT NULL,
  found_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'different', 'merged')),
  PRIMARY KEY (one, other),
  CHECK (one < other)
);

-- An organisation, a location or a service that is now told under another id. For ever: old links and old imports still name it.
CREATE TABLE merged (
  id uuid PRIMARY KEY,
  entity text NOT NULL CHECK (entity IN ('organization', 'service', 'location')),
  into_id uuid NOT NULL,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  CHECK (into_id <> id)
);
CREATE INDEX merged_into ON merged (into_id);
