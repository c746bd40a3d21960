-- Campaigns: asking every organisation "is this right?" (issue 4).

CREATE TABLE campaign (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'running', 'paused', 'stopped', 'done')),
  -- Whom it asks, when, and in which words (campaign.contract.ts).
  audience jsonb NOT NULL,
  schedule jsonb NOT NULL,
  letters jsonb NOT NULL,
  -- One that never ends: each day it asks the stalest and most used first, so many of them.
  per_day integer CHECK (per_day BETWEEN 1 AND 10000),
  -- The day that progress is measured against: a territory opens.
  opens_on date,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  ended_at timestamptz
);

-- One record that a campaign asks about. Records of one address share a letter: `group_id` is the first of them.
CREATE TABLE campaign_recipient (
  campaign_id uuid NOT NULL REFERENCES campaign ON DELETE CASCADE,
  record_id uuid NOT NULL REFERENCES service (id),
  group_id uuid NOT NULL,
  address text CHECK (length(address) <= 254),
  lang text NOT NULL CHECK (lang IN ('fr', 'en')),
  -- From the sample: only ever written to at the test mailbox.
  sample boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'asked', 'answered', 'telephone', 'stopped')),
  -- Letters written so far: the next is the step of this number.
  step smallint NOT NULL DEFAULT 0,
  next_at timestamptz,
  first_asked_at timestamptz,
  answered_at timestamptz,
  answer text CHECK (answer IN ('confirmed', 'corrected', 'closed', 'notUs', 'handover', 'refused')),
  answered_by text CHECK (answered_by IN ('email', 'call')),
  bounced_at timestamptz,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (campaign_id, record_id),
  CHECK ((answer IS NULL) = (answered_at IS NULL))
);
CREATE INDEX campaign_recipient_due ON campaign_recipient (next_at) WHERE state IN ('waiting', 'asked');
CREATE INDEX campaign_recipient_record ON campaign_recipient (record_id);

-- A capability: whoever has the link may answer for this one record, in this one campaign, until it ends.
CREATE TABLE verification_link (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  campaign_id uuid NOT NULL,
  record_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  FOREIGN KEY (campaign_id, record_id) REFERENCES campaign_recipient ON DELETE CASCADE
);
CREATE INDEX verification_link_recipient ON verification_link (campaign_id, record_id);

-- What a link was exchanged for: the cookie of one browser.
CREATE TABLE verification_visit (
  token_hash bytea PRIMARY KEY,
  link_id uuid NOT NULL REFERENCES verification_link ON DELETE CASCADE,
  started_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- The code that was sent to the address on file, for what is not public.
  code_hash bytea,
  code_ends_at timestamptz,
  code_tries smallint NOT NULL DEFAULT 0,
  shown_until timestamptz
);

-- What is saved while they answer; `version`: two people at once lose nothing.
CREATE TABLE verification_draft (
  campaign_id uuid NOT NULL,
  record_id uuid NOT NULL,
  section text NOT NULL,
  is_right boolean NOT NULL,
  fields jsonb NOT NULL,
  version integer NOT NULL,
  lang text NOT NULL CHECK (lang IN ('fr', 'en')),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (campaign_id, record_id, section),
  FOREIGN KEY (campaign_id, record_id) REFERENCES campaign_recipient ON DELETE CASCADE
);

-- A record that someone must call about.
CREATE TABLE follow_up (
  id uuid PRIMARY KEY,
  campaign_id uuid REFERENCES campaign ON DELETE CASCADE,
  record_id uuid NOT NULL REFERENCES service (id),
  reason text NOT NULL CHECK (reason IN ('noAddress', 'bounced', 'noAnswer', 'unsubscribed')),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'unreached')),
  attempts smallint NOT NULL DEFAULT 0,
  -- Not before.
  call_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (campaign_id, record_id)
);
CREATE INDEX follow_up_open ON follow_up (call_at) WHERE state = 'open';

CREATE TABLE follow_up_call (
  id uuid PRIMARY KEY,
  follow_up_id uuid NOT NULL REFERENCES follow_up ON DELETE CASCADE,
  at timestamptz NOT NULL,
  -- The account that called.
  caller uuid NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('confirmed', 'corrected', 'noAnswer', 'wrongNumber', 'refuses', 'closed')),
  note text CHECK (length(note) <= 2000)
);
CREATE INDEX follow_up_call_of ON follow_up_call (follow_up_id, at);

-- Addresses that asked not to be written to again: their records are called.
CREATE TABLE mail_refusal (
  address_hash bytea PRIMARY KEY,
  at timestamptz NOT NULL
);

-- What organisations themselves say arrives in the inboxes that exist: words (proposal) and fields (field_proposal).
INSERT INTO source (id, name, owner, priority) VALUES ('organization', 'L’organisme lui-même', 'organisme', 90) ON CONFLICT DO NOTHING;
ALTER TABLE proposal
  ADD COLUMN campaign_id uuid REFERENCES campaign,
  ADD COLUMN decided_by uuid,
  ADD COLUMN decided_at timestamptz;
ALTER TABLE proposal DROP CONSTRAINT proposal_topic_check;
ALTER TABLE proposal ADD CONSTRAINT proposal_topic_check CHECK (topic IN ('phone', 'address', 'hours', 'conditions', 'closed', 'other', 'newService', 'notUs', 'handover'));
ALTER TABLE field_proposal
  ADD COLUMN campaign_id uuid REFERENCES campaign,
  ADD COLUMN decided_by uuid,
  ADD COLUMN decided_at timestamptz;
