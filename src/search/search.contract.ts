import { Type, type Static } from "typebox";
import { PLACE_KINDS } from "../territory/index.ts";
import { LANGS } from "../platform/i18n/lang.ts";
import { URGENT_KINDS } from "./danger.ts";
import { SUGGESTED } from "./suggest.ts";

const oneOf = <const T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>(Type.Union(values.map((value) => Type.Literal(value))));
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** Longest question or place (characters). */
export const TEXT_LIMIT = 200;
export const MOST_RESULTS = 50;
export const USUAL_RESULTS = 10;
export const DEEPEST_OFFSET = 1000;

/** What a search asks, read from an address or made by a page. */
export const SearchQuery = Type.Object({
  lang: oneOf(LANGS),
  q: Type.String({ maxLength: TEXT_LIMIT }),
  /** Free text, or `kind:code` (`municipality:53052`); "" when absent. */
  place: Type.String({ maxLength: TEXT_LIMIT }),
  /** Codes of the taxonomy, of either level; several are alternatives. */
  needs: Type.Array(Type.String(), { maxItems: 20 }),
  openNow: Type.Boolean(),
  /** Language the service is given in (BCP 47), or null for any. */
  language: orNull(Type.String()),
  limit: Type.Integer({ minimum: 1, maximum: MOST_RESULTS }),
  offset: Type.Integer({ minimum: 0, maximum: DEEPEST_OFFSET }),
});
export type SearchQuery = Static<typeof SearchQuery>;

/** The answer of `GET /api/suggest`. */
export const SuggestResponse = Type.Object({
  suggestions: Type.Array(Type.Object({ kind: oneOf(SUGGESTED), id: Type.String(), text: Type.String(), detail: orNull(Type.String()) })),
});
export type SuggestResponse = Static<typeof SuggestResponse>;

export const SERVES = ["yes", "assumed", "unknown", "no"] as const;

const PlaceBrief = Type.Object({
  kind: oneOf(PLACE_KINDS),
  code: Type.String(),
  name: Type.String(),
  lat: orNull(Type.Number()),
  lon: orNull(Type.Number()),
});
const Named = Type.Object({ id: Type.String(), name: Type.String() });
const Counted = Type.Object({ code: Type.String(), count: Type.Integer() });

/** The answer of `GET /api/search`. Times are ISO instants, distances in km. */
export const SearchResponse = Type.Object({
  query: Type.Object({
    text: Type.String(),
    needs: Type.Array(Type.Object({ code: Type.String(), weight: Type.Number() })),
    place: orNull(PlaceBrief),
    placeCandidates: Type.Array(Type.Interface([PlaceBrief], { context: Type.String(), score: Type.Number() })),
    urgent: orNull(oneOf(URGENT_KINDS)),
  }),
  total: Type.Integer(),
  facets: Type.Object({
    needs: Type.Array(Counted),
    languages: Type.Array(Counted),
    openNow: Type.Integer(),
    serves: Type.Object({ yes: Type.Integer(), assumed: Type.Integer(), unknown: Type.Integer(), no: Type.Integer() }),
  }),
  results: Type.Array(
    Type.Object({
      /** The service at this location: the unit of referral. */
      id: Type.String(),
      service: Named,
      organization: Named,
      needs: Type.Array(Type.String()),
      serves: oneOf(SERVES),
      distanceKm: orNull(Type.Number()),
      /** Numbers to call, the main one first: those of the place, else of the organisation. */
      phones: Type.Array(
        Type.Object({
          kind: oneOf(["voice", "tty", "sms"]),
          /** E.164, or a short number as dialled (`811`). */
          number: Type.String(),
          /** Text: leading zeros count. */
          extension: orNull(Type.String()),
          /** As the record's page says it: `Appeler 450 555-0100, poste 12`. */
          label: Type.String(),
          note: orNull(Type.String()),
        }),
      ),
      open: Type.Object({ now: orNull(Type.Boolean()), until: orNull(Type.String()), next: orNull(Type.String()) }),
      verified: orNull(Type.String()),
      score: Type.Number(),
      why: Type.Array(Type.String()),
    }),
  ),
});
export type SearchResponse = Static<typeof SearchResponse>;

/** What a change of the taxonomy would do, before it is made. */
export interface TaxonomyEffect {
  /** Questions of late that were looked at, and those that would be understood otherwise, the commonest first. */
  looked: number;
  changedCount: number;
  changed: { text: string; lang: "fr" | "en"; asked: number; before: string[]; after: string[] }[];
  /** Words of the term that another term uses too. */
  shared: { word: string; need: string }[];
  /** Records that a merge would rename. */
  records: number;
}
