-- Staff look names up without accents.
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Staff edit records (decision 19). Changes written together carry one number and are undone together.
ALTER TABLE change ADD COLUMN batch uuid;
CREATE INDEX change_batch ON change (batch) WHERE batch IS NOT NULL;

-- One draft a record, shared: whoever saves says which revision they saw, so that nobody's words are written over unseen.
CREATE TABLE draft (
  -- The record's id; a new record has no row in `service` yet.
  record_id uuid PRIMARY KEY,
  revision integer NOT NULL CHECK (revision > 0),
  -- The record as it should become, and as it was when the draft began (null: a new one).
  body jsonb NOT NULL,
  base jsonb,
  state text NOT NULL CHECK (state IN ('editing', 'inReview')),
  -- Accounts: who saved last, and who sent it for review.
  editor uuid NOT NULL,
  sender uuid,
  note text CHECK (length(note) <= 2000),
  -- Answers to the inclusion policy of a new record, by criterion.
  inclusion jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(inclusion) = 'object'),
  started_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX draft_to_review ON draft (updated_at) WHERE state = 'inReview';

-- A change that takes effect on its day: holiday hours, a closing.
CREATE TABLE scheduled_change (
  id uuid PRIMARY KEY,
  record_id uuid NOT NULL REFERENCES service (id),
  due_at timestamptz NOT NULL,
  body jsonb NOT NULL,
  base jsonb NOT NULL,
  account uuid NOT NULL,
  note text CHECK (length(note) <= 2000),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'conflict', 'cancelled')),
  created_at timestamptz NOT NULL
);
CREATE INDEX scheduled_change_due ON scheduled_change (due_at) WHERE state = 'waiting';

-- What someone of staff looks at again and again.
CREATE TABLE record_view (
  id uuid PRIMARY KEY,
  account uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  query jsonb NOT NULL CHECK (jsonb_typeof(query) = 'object'),
  created_at timestamptz NOT NULL,
  UNIQUE (account, name)
);
