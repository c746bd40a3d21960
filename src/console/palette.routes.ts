import { Type, type Static } from "typebox";
import { staff } from "../accounts/index.ts";
import { address, withQuery } from "../platform/html/addresses.ts";
import type { Server } from "../platform/http/http.ts";
import type { Lang } from "../platform/i18n/lang.ts";
import { mrcAddress, municipalityAddress, regionAddress, type Search } from "../search/index.ts";
import { PLACE_KINDS, type PlaceKind, type Territory } from "../territory/index.ts";
import type { AreaNames, PaletteAnswer, PaletteItem } from "./palette.contract.ts";

export interface PaletteDeps {
  search: Pick<Search, "suggest">;
  territory: Territory;
}

type Suggestion = ReturnType<Search["suggest"]>[number];

/** Longer than any name. */
const TEXT_LIMIT = 200;
const MOST_AREAS = 200;
const lang = Type.Optional(Type.Union([Type.Literal("fr"), Type.Literal("en")]));
const PaletteQuery = Type.Object({ q: Type.String({ maxLength: TEXT_LIMIT }), lang });
const AreasQuery = Type.Object({ codes: Type.String({ maxLength: 20 * MOST_AREAS }), lang });

const KINDS = { service: "record", organization: "organization", place: "place" } as const;

/** `mrc:540` as its two parts; null when it names no kind of place. */
function partsOf(id: string): [PlaceKind, string] | null {
  const [kind, code] = [id.slice(0, id.indexOf(":")), id.slice(id.indexOf(":") + 1)];
  const known = PLACE_KINDS.find((one) => one === kind);
  return known ? [known, code] : null;
}

/** The public page of a place; a place without one: what is offered there. */
function placeAddress(id: string, lang: Lang, territory: PaletteDeps["territory"]): string {
  const [kind, code] = partsOf(id)!;
  const area = kind === "region" || kind === "mrc" || kind === "municipality" ? territory.area(kind, code) : null;
  if (area?.kind === "region") return regionAddress(area, lang);
  if (area?.kind === "mrc") return mrcAddress(territory, area, lang);
  if (area?.kind === "municipality") return municipalityAddress(territory, area, lang);
  return withQuery(address("search", lang), { place: id });
}

/** A record opens where it is worked on; an organisation and a place on the public site. */
function hrefOf(kind: "service" | "organization" | "place", id: string, lang: Lang, territory: PaletteDeps["territory"]): string {
  if (kind === "service") return `/console/records/${id}`;
  return kind === "place" ? placeAddress(id, lang, territory) : address(kind, lang, { id });
}

function itemOf({ kind, id, text, detail }: Suggestion, lang: Lang, territory: PaletteDeps["territory"]): PaletteItem[] {
  if (kind === "need") return [];
  const href = hrefOf(kind, id, lang, territory);
  return [{ kind: KINDS[kind], id, label: text, hint: detail ?? "", href }];
}

/**
 * `GET /api/console/palette?q=&lang=`: records, organisations and places whose names go on like what is typed.
 * `GET /api/console/areas?codes=region:16,mrc:530`: their names; unknown ones are left out.
 */
export function paletteRoutes(app: Server, { search, territory }: PaletteDeps): void {
  app.get<{ Querystring: Static<typeof PaletteQuery> }>("/api/console/palette", { config: { access: staff("record.read") }, schema: { querystring: PaletteQuery } }, async (request, reply) => {
    const { q, lang = "fr" } = request.query;
    const found = search.suggest(q.trim(), lang, ["organization", "service", "place"]);
    const answer: PaletteAnswer = { items: found.flatMap((one) => itemOf(one, lang, territory)) };
    return reply.header("cache-control", "no-store").send(answer);
  });
  app.get<{ Querystring: Static<typeof AreasQuery> }>("/api/console/areas", { config: { access: staff("record.read") }, schema: { querystring: AreasQuery } }, async (request, reply) => {
    const codes = request.query.codes.split(",").slice(0, MOST_AREAS);
    const answer: AreaNames = {
      areas: codes.flatMap((code) => {
        const parts = partsOf(code);
        const place = parts && territory.place(...parts);
        return place ? [{ code, name: place.name, context: place.context }] : [];
      }),
    };
    return reply.header("cache-control", "no-store").send(answer);
  });
}
