-- Several sources keep the same directory: whose each is, under which licence, and who wins (decision 8).

ALTER TABLE source
  ADD COLUMN owner text,
  -- The higher wins. Sources of the same priority never change each other's records.
  ADD COLUMN priority smallint NOT NULL DEFAULT 50 CHECK (priority BETWEEN 0 AND 100);

UPDATE source SET owner = 'fanal', priority = 10 WHERE id = 'sample';
UPDATE source SET owner = 'Statistique Canada', priority = 20 WHERE id IN ('odhf', 'odcaf');
UPDATE source SET owner = 'Gouvernement du Québec', priority = 20 WHERE id IN ('mamh', 'meq');
UPDATE source SET owner = 'Ville de Québec', priority = 20 WHERE id = 'quebec-city';

-- Was a change made by an import? Anyone else is an editor, whose words no import overwrites.
ALTER TABLE change ADD COLUMN imported boolean NOT NULL DEFAULT false;
UPDATE change SET imported = true WHERE actor LIKE 'import %';

-- What an import would have written over an editor's or a better source's words. One open line a field and source.
-- `field` at.<id>: a place where the service is offered, added (current null) or no longer named (proposed null).
CREATE TABLE field_proposal (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  entity text NOT NULL CHECK (entity IN ('organization', 'service', 'location', 'serviceAtLocation')),
  entity_id uuid NOT NULL,
  field text NOT NULL,
  current jsonb,
  proposed jsonb,
  source text NOT NULL REFERENCES source,
  at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'accepted', 'refused', 'superseded'))
);
-- A proposal that was refused stands as long as the source says the same.
CREATE UNIQUE INDEX field_proposal_open ON field_proposal (entity_id, field, source) WHERE state IN ('new', 'refused');
CREATE INDEX field_proposal_to_review ON field_proposal (at) WHERE state = 'new';
