-- The directory (domain.md, HSDS 3.x shaped): a language-neutral row and one text row per language.

CREATE TABLE source (
  id text PRIMARY KEY CHECK (id ~ '^[a-z0-9-]{1,60}$'),
  name text NOT NULL,
  licence text,
  url text
);

INSERT INTO source (id, name, licence, url) VALUES
  ('sample', 'fanal sample directory of Québec', 'CC0-1.0', NULL),
  ('odhf', 'Statistics Canada, Open Database of Healthcare Facilities', 'OGL-Canada-2.0', 'https://www.statcan.gc.ca/en/lode/databases/odhf'),
  ('odcaf', 'Statistics Canada, Open Database of Cultural and Art Facilities', 'OGL-Canada-2.0', 'https://www.statcan.gc.ca/en/lode/databases/odcaf'),
  ('mamh', 'Ministère des Affaires municipales et de l''Habitation, Répertoire des municipalités du Québec', 'CC-BY-4.0', 'https://www.donneesquebec.ca/recherche/dataset/repertoire-des-municipalites-du-quebec'),
  ('quebec-city', 'Ville de Québec, Lieux publics', 'CC-BY-4.0', 'https://www.donneesquebec.ca/recherche/dataset/vque_2'),
  ('meq', 'Ministère de l''Éducation du Québec, établissements d''enseignement', 'CC-BY-4.0', 'https://www.donneesquebec.ca/recherche/dataset/localisation-des-etablissements-d-enseignement-du-reseau-scolaire-au-quebec');

CREATE TABLE organization (
  id uuid PRIMARY KEY,
  website text CHECK (website ~ '^https?://'),
  email text,
  government boolean NOT NULL,
  external_ids jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(external_ids) = 'object')
);

CREATE TABLE organization_text (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  lang text NOT NULL CHECK (lang IN ('fr', 'en')),
  name text NOT NULL CHECK (name <> ''),
  description text,
  state text NOT NULL CHECK (state IN ('written', 'translated', 'machine', 'outdated')),
  PRIMARY KEY (organization_id, lang)
);

CREATE TABLE location (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('physical', 'virtual')),
  confidential boolean NOT NULL,
  address text,
  city text,
  postal_code text CHECK (postal_code ~ '^[A-Z][0-9][A-Z] [0-9][A-Z][0-9]$'),
  municipality_code text CHECK (municipality_code ~ '^[0-9]{5}$'),
  lat double precision CHECK (lat BETWEEN -90 AND 90),
  lon double precision CHECK (lon BETWEEN -180 AND 180),
  point_source text NOT NULL CHECK (point_source IN ('exact', 'postalCode', 'fsa', 'borough', 'municipality', 'none')),
  CHECK ((lat IS NULL) = (lon IS NULL)),
  CHECK ((lat IS NULL) = (point_source = 'none'))
);

CREATE TABLE location_text (
  location_id uuid NOT NULL REFERENCES location ON DELETE CASCADE,
  lang text NOT NULL CHECK (lang IN ('fr', 'en')),
  name text,
  directions text,
  accessibility text,
  PRIMARY KEY (location_id, lang)
);

CREATE TABLE service (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization,
  website text CHECK (website ~ '^https?://'),
  email text,
  languages text[] NOT NULL,
  visibility text NOT NULL CHECK (visibility IN ('draft', 'published', 'publicWithNotice', 'hidden', 'closed')),
  notice text CHECK (notice IN ('unverifiedSample', 'openData', 'unverified')),
  source text NOT NULL REFERENCES source,
  source_id text,
  source_urls text[] NOT NULL,
  as_of text CHECK (as_of ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  verified_on date,
  verified_by text CHECK (verified_by IN ('email', 'call', 'visit', 'website', 'source')),
  next_due date,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK (visibility <> 'publicWithNotice' OR notice IS NOT NULL)
);
CREATE INDEX service_organization ON service (organization_id);
CREATE INDEX service_source ON service (source);

CREATE TABLE service_text (
  service_id uuid NOT NULL REFERENCES service ON DELETE CASCADE,
  lang text NOT NULL CHECK (lang IN ('fr', 'en')),
  name text NOT NULL CHECK (name <> ''),
  description text,
  eligibility text,
  fees text,
  documents text,
  application text,
  notes text,
  state text NOT NULL CHECK (state IN ('written', 'translated', 'machine', 'outdated')),
  PRIMARY KEY (service_id, lang)
);

CREATE TABLE service_need (
  service_id uuid NOT NULL REFERENCES service ON DELETE CASCADE,
  code text NOT NULL,
  position smallint NOT NULL,
  PRIMARY KEY (service_id, code)
);
CREATE INDEX service_need_code ON service_need (code);

CREATE TABLE service_area (
  service_id uuid NOT NULL REFERENCES service ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('province', 'region', 'mrc', 'municipality', 'borough', 'fsa')),
  code text NOT NULL,
  assumed boolean NOT NULL,
  position smallint NOT NULL,
  PRIMARY KEY (service_id, kind, code)
);
CREATE INDEX service_area_code ON service_area (kind, code);

CREATE TABLE service_at_location (
  id uuid PRIMARY KEY,
  service_id uuid NOT NULL REFERENCES service ON DELETE CASCADE,
  location_id uuid NOT NULL REFERENCES location,
  position smallint NOT NULL,
  hours jsonb,
  hours_note_fr text,
  hours_note_en text
);
CREATE INDEX service_at_location_service ON service_at_location (service_id);
CREATE INDEX service_at_location_location ON service_at_location (location_id);

CREATE TABLE phone (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id uuid REFERENCES organization ON DELETE CASCADE,
  service_at_location_id uuid REFERENCES service_at_location ON DELETE CASCADE,
  position smallint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('voice', 'tty', 'sms', 'fax')),
  number text NOT NULL CHECK (number ~ '^(\+[1-9][0-9]{6,14}|[0-9]{3,6})$'),
  extension text CHECK (extension ~ '^[0-9]{1,12}$'),
  language text CHECK (language IN ('fr', 'en')),
  note_fr text,
  note_en text,
  CHECK (num_nonnulls(organization_id, service_at_location_id) = 1)
);
CREATE INDEX phone_organization ON phone (organization_id);
CREATE INDEX phone_service_at_location ON phone (service_at_location_id);

-- A dated statement by someone that a record is right.
CREATE TABLE verification (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  service_id uuid NOT NULL REFERENCES service ON DELETE CASCADE,
  verified_on date NOT NULL,
  method text NOT NULL CHECK (method IN ('email', 'call', 'visit', 'website', 'source')),
  actor text NOT NULL,
  UNIQUE (service_id, verified_on, method)
);

-- A retired record answers 410 with where to go instead.
CREATE TABLE retired (
  id uuid PRIMARY KEY,
  replaced_by uuid REFERENCES service,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  CHECK (replaced_by <> id)
);

-- Every change, for ever. Creation: field null, after = the whole; removal: field null, before = the whole.
-- Confidential values are kept here too: this table never leaves the server.
CREATE TABLE change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  source text NOT NULL,
  entity text NOT NULL CHECK (entity IN ('organization', 'service', 'location', 'serviceAtLocation')),
  entity_id uuid NOT NULL,
  field text,
  before jsonb,
  after jsonb,
  CHECK (field IS NOT NULL OR (before IS NULL) <> (after IS NULL))
);
CREATE INDEX change_entity ON change (entity_id, id);

-- What published directories must read again.
CREATE TABLE directory_outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  record_id uuid NOT NULL,
  at timestamptz NOT NULL
);

-- Tells a snapshot whether it was made from this database.
CREATE TABLE directory_identity (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  id uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO directory_identity DEFAULT VALUES;

-- Each entity as one value, shaped as in directory.contract.ts: what the store reads and compares.

CREATE VIEW organization_entity AS
SELECT o.id, jsonb_build_object(
  'id', o.id, 'website', o.website, 'email', o.email, 'government', o.government, 'externalIds', o.external_ids,
  'texts', '{"fr": null, "en": null}'::jsonb || coalesce((
    SELECT jsonb_object_agg(t.lang, jsonb_build_object('name', t.name, 'description', t.description, 'state', t.state))
    FROM organization_text t WHERE t.organization_id = o.id), '{}'),
  'phones', coalesce((
    SELECT jsonb_agg(jsonb_build_object('kind', p.kind, 'number', p.number, 'extension', p.extension, 'language', p.language,
      'note', jsonb_build_object('fr', p.note_fr, 'en', p.note_en)) ORDER BY p.position)
    FROM phone p WHERE p.organization_id = o.id), '[]')) AS body
FROM organization o;

CREATE VIEW location_entity AS
SELECT l.id, jsonb_build_object(
  'id', l.id, 'kind', l.kind, 'confidential', l.confidential, 'address', l.address, 'city', l.city,
  'postalCode', l.postal_code, 'municipalityCode', l.municipality_code, 'lat', l.lat, 'lon', l.lon, 'pointSource', l.point_source,
  'texts', '{"fr": null, "en": null}'::jsonb || coalesce((
    SELECT jsonb_object_agg(t.lang, jsonb_build_object('name', t.name, 'directions', t.directions, 'accessibility', t.accessibility))
    FROM location_text t WHERE t.location_id = l.id), '{}')) AS body
FROM location l;

CREATE VIEW service_at_location_entity AS
SELECT a.id, a.service_id, a.location_id, a.position, jsonb_build_object(
  'id', a.id, 'serviceId', a.service_id, 'locationId', a.location_id, 'position', a.position,
  'hours', a.hours, 'hoursNote', jsonb_build_object('fr', a.hours_note_fr, 'en', a.hours_note_en),
  'phones', coalesce((
    SELECT jsonb_agg(jsonb_build_object('kind', p.kind, 'number', p.number, 'extension', p.extension, 'language', p.language,
      'note', jsonb_build_object('fr', p.note_fr, 'en', p.note_en)) ORDER BY p.position)
    FROM phone p WHERE p.service_at_location_id = a.id), '[]')) AS body
FROM service_at_location a;

CREATE VIEW service_entity AS
SELECT s.id, s.organization_id, s.updated_at, jsonb_build_object(
  'id', s.id, 'organizationId', s.organization_id, 'website', s.website, 'email', s.email, 'languages', to_jsonb(s.languages),
  'visibility', s.visibility, 'notice', s.notice,
  'provenance', jsonb_build_object('source', s.source, 'sourceId', s.source_id, 'urls', to_jsonb(s.source_urls), 'asOf', s.as_of,
    'verifiedOn', s.verified_on, 'verifiedBy', s.verified_by, 'nextDue', s.next_due),
  'texts', '{"fr": null, "en": null}'::jsonb || coalesce((
    SELECT jsonb_object_agg(t.lang, jsonb_build_object('name', t.name, 'description', t.description, 'eligibility', t.eligibility, 'fees', t.fees,
      'documents', t.documents, 'application', t.application, 'notes', t.notes, 'state', t.state))
    FROM service_text t WHERE t.service_id = s.id), '{}'),
  'needs', coalesce((SELECT jsonb_agg(n.code ORDER BY n.position) FROM service_need n WHERE n.service_id = s.id), '[]'),
  'areas', coalesce((SELECT jsonb_agg(jsonb_build_object('kind', r.kind, 'code', r.code, 'assumed', r.assumed) ORDER BY r.position)
    FROM service_area r WHERE r.service_id = s.id), '[]')) AS body
FROM service s;
