-- What this installation changed of the need taxonomy, in order: the terms in force are those that ship, with these
-- made one after the other. Taking back is leaving out.
CREATE TABLE need_edit (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  change jsonb NOT NULL CHECK (jsonb_typeof(change) = 'object'),
  account uuid NOT NULL,
  at timestamptz NOT NULL,
  taken_back boolean NOT NULL DEFAULT false
);

-- A taxonomy from elsewhere (licensed or not), loaded beside ours, with what each of its terms is here.
CREATE TABLE outside_taxonomy (
  id text PRIMARY KEY CHECK (id ~ '^[a-z0-9-]{1,40}$'),
  name text NOT NULL,
  -- Shown to staff only, never published: its licence says who may see it.
  licence text,
  loaded_at timestamptz NOT NULL
);
CREATE TABLE outside_term (
  taxonomy text NOT NULL REFERENCES outside_taxonomy ON DELETE CASCADE,
  code text NOT NULL,
  parent text,
  name_fr text,
  name_en text,
  -- Code of the need that it is here; null: not mapped yet.
  need text,
  PRIMARY KEY (taxonomy, code),
  CHECK (name_fr IS NOT NULL OR name_en IS NOT NULL)
);
