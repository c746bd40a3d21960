-- What an organisation must not tell, in any of its services: where its confidential locations are (`own`), and where
-- a confidential service that answers at its number is, since that may be the same house told by another source.
-- Toll-free and short numbers are shared by too many to mean that.
CREATE INDEX location_confidential ON location (id) WHERE confidential;
CREATE INDEX phone_number ON phone (number);

CREATE VIEW hidden_place AS
WITH offered AS (
  SELECT l.id AS location_id, a.id AS at_id, s.organization_id
  FROM location l JOIN service_at_location a ON a.location_id = l.id JOIN service s ON s.id = a.service_id
  WHERE l.confidential
), told AS (
  SELECT organization_id, location_id, true AS own FROM offered
  UNION
  SELECT coalesce(q.organization_id, t.organization_id), o.location_id, false
  FROM offered o
  JOIN phone p ON p.service_at_location_id = o.at_id AND p.number ~ '^\+' AND p.number !~ '^\+18(00|33|44|55|66|77|88)'
  JOIN phone q ON q.number = p.number
  LEFT JOIN service_at_location b ON b.id = q.service_at_location_id
  LEFT JOIN service t ON t.id = b.service_id
)
SELECT organization_id, location_id, bool_or(own) AS own FROM told GROUP BY organization_id, location_id;

CREATE VIEW hidden_place_entity AS
SELECT h.organization_id, h.location_id, jsonb_build_object(
  'own', h.own, 'address', l.address, 'city', l.city, 'postalCode', l.postal_code,
  'point', CASE WHEN l.point_source = 'exact' THEN jsonb_build_object('lat', l.lat, 'lon', l.lon) END,
  'directions', coalesce((SELECT jsonb_agg(t.directions ORDER BY t.lang) FROM location_text t WHERE t.location_id = l.id AND t.directions IS NOT NULL), '[]')) AS body
FROM hidden_place h JOIN location l ON l.id = h.location_id;

-- What was published until now of organisations with a confidential location is read again by every node and index.
WITH again AS (
  UPDATE service SET updated_at = now() WHERE organization_id IN (SELECT organization_id FROM hidden_place) RETURNING id
)
INSERT INTO directory_outbox (record_id, at) SELECT id, now() FROM again;
