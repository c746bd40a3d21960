import { Type, type Static } from "typebox";
import { FanalError } from "../platform/errors.ts";
import type { Server } from "../platform/http/http.ts";
import { TEXT_LIMIT } from "./names.ts";
import { PLACE_KINDS, type Territory } from "./territory.contract.ts";

const PlacesQuery = Type.Object({
  q: Type.Optional(Type.String()),
  lang: Type.Optional(Type.Union([Type.Literal("fr"), Type.Literal("en")])),
});

const coordinate = Type.Union([Type.Number(), Type.Null()]);
const PlacesAnswer = Type.Object({
  candidates: Type.Array(Type.Object({
    kind: Type.Union(PLACE_KINDS.map((kind) => Type.Literal(kind))),
    code: Type.String(),
    name: Type.String(),
    context: Type.String(),
    lat: coordinate,
    lon: coordinate,
    score: Type.Number(),
  })),
});

function placeMissing(): FanalError {
  return new FanalError("placeMissing", 400, {
    fr: "Écrivez un lieu dans « q » : une ville, un quartier ou un code postal.",
    en: "Write a place in “q”: a town, a neighbourhood or a postal code.",
  });
}

function placeTooLong(): FanalError {
  return new FanalError("placeTooLong", 400, {
    fr: `Écrivez un lieu de ${TEXT_LIMIT} caractères ou moins.`,
    en: `Write a place of ${TEXT_LIMIT} characters or fewer.`,
  });
}

/** `GET /api/places?q=&lang=`: what places a text can mean, best first. */
export function territoryRoutes(app: Server, territory: Territory): void {
  app.get<{ Querystring: Static<typeof PlacesQuery> }>(
    "/api/places",
    { config: { access: "public" }, schema: { querystring: PlacesQuery, response: { 200: PlacesAnswer } } },
    async (request) => {
      const { q, lang } = request.query;
      if (q === undefined) throw placeMissing();
      if (q.length > TEXT_LIMIT) throw placeTooLong();
      return { candidates: territory.resolve(q, lang ?? "fr") };
    },
  );
}
