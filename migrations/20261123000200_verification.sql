-- What people outside say of a record; reviewed before anything is applied. Anonymous: no name, no address.
CREATE TABLE proposal (
  id uuid PRIMARY KEY,
  record_id uuid NOT NULL REFERENCES service (id),
  received_at timestamptz NOT NULL DEFAULT now(),
  lang text NOT NULL CHECK (lang IN ('fr', 'en')),
  topic text NOT NULL CHECK (topic IN ('phone', 'address', 'hours', 'conditions', 'closed', 'other')),
  message text CHECK (length(message) BETWEEN 1 AND 2000),
  state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'accepted', 'refused')),
  CHECK (topic <> 'other' OR message IS NOT NULL)
);
CREATE INDEX proposal_to_review ON proposal (received_at) WHERE state = 'new';
CREATE INDEX proposal_of_record ON proposal (record_id);
