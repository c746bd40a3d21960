import { note, organizationName, phoneLabel, phonesOf, serviceName } from "../directory/index.ts";
import type { Lang } from "../platform/i18n/lang.ts";
import type { Place } from "../territory/index.ts";
import type { SearchAnswer, SearchHit } from "./search.ts";
import type { SearchResponse } from "./search.contract.ts";

function brief({ kind, code, name, lat, lon }: Place) {
  return { kind, code, name, lat, lon };
}

function result(hit: SearchHit, lang: Lang): SearchResponse["results"][number] {
  const { service, at, serves, distanceKm, open, verified, score, why } = hit;
  return {
    id: at.id,
    service: { id: service.id, name: serviceName(service, lang).text },
    organization: { id: service.organization.id, name: organizationName(service.organization, lang).text },
    needs: service.needs,
    serves,
    distanceKm,
    phones: phonesOf(service, at).map((phone) => ({ kind: phone.kind, number: phone.number, extension: phone.extension, label: phoneLabel(phone, lang), note: note(phone.note, lang)?.text ?? null })),
    open,
    verified,
    score,
    why: [...why.reasons, ...why.facts],
  };
}

/** An answer as `GET /api/search` gives it. */
export function presentAnswer({ query, total, facets, hits }: SearchAnswer, lang: Lang): SearchResponse {
  return {
    query: {
      text: query.text,
      needs: query.needs,
      place: query.place && brief(query.place),
      placeCandidates: query.placeCandidates.map((candidate) => ({ ...brief(candidate), context: candidate.context, score: candidate.score })),
      urgent: query.urgent,
    },
    total,
    facets,
    results: hits.map((hit) => result(hit, lang)),
  };
}
