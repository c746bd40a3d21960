import fc from "fast-check";
import { expect, it } from "vitest";
import { VISIBILITIES } from "../directory.contract.ts";
import { buildOrganization, buildRecord, buildService, buildServiceAtLocation } from "../directory.factory.ts";
import { createPublishedDirectory, toPublished } from "./published.ts";

const never = () => false;
const published = (record: ReturnType<typeof buildRecord>) => toPublished({ record, hidden: [], updatedAt: "2026-01-01T00:00:00.000Z" }, never);

it.each(VISIBILITIES)("publishes a record that is %s only if it may be seen", (visibility) => {
  expect(published(buildRecord({ visibility, notice: "unverified" })) !== null).toBe(visibility === "published" || visibility === "publicWithNotice");
});

it("lets nothing out of where a confidential place is, whatever it holds", () => {
  const secret = fc.string({ minLength: 12, maxLength: 40 }).filter((text) => /[a-z]{6}/i.test(text)).map((text) => `SECRET${text}`);
  fc.assert(
    fc.property(secret, fc.double({ min: 45, max: 50, noNaN: true }), (words, lat) => {
      const location = { confidential: true, address: words, city: words, municipalityCode: "94068", lat, lon: -71.123456, texts: { fr: { name: words, directions: words, accessibility: words }, en: null } };
      const record = buildRecord({ at: [buildServiceAtLocation({ location })] });
      record.provenance.urls = [`https://example.org/${encodeURIComponent(words)}`];
      const text = JSON.stringify(published(record));
      expect(text).not.toContain("SECRET");
      expect(text).not.toContain("-71.123456");
      expect(text).not.toContain("94068");
      expect(text).toContain("+14505550100");
    }),
  );
});

it("takes out a text that repeats a confidential address", () => {
  const record = buildRecord({ at: [buildServiceAtLocation({ location: { confidential: true, address: "9, rue Cachée" } })] });
  record.texts.fr!.application = "Présentez-vous au 9 rue cachée.";
  expect(published(record)!.texts.fr!.application).toBeNull();
  expect(published(record)!.texts.fr!.description).not.toBeNull();
});

it("answers by service and by organisation, in the order of names, and counts its versions", () => {
  const directory = createPublishedDirectory();
  const organization = buildOrganization();
  const named = (name: string) => {
    const service = buildService({ organization });
    return { ...service, texts: { ...service.texts, fr: { ...service.texts.fr!, name } } };
  };
  const [b, a] = [named("Épicerie"), named("Dîner")];
  const heard: number[] = [];
  directory.onChange(({ version }) => heard.push(version));
  directory.load({ services: [b, a], retired: [], asOf: "2026-01-01T00:00:00.000Z" });
  expect(directory.organization(organization.id)!.services.map(({ id }) => id)).toEqual([a.id, b.id]);
  directory.apply({ services: [], removed: [a.id, b.id], retired: [], asOf: "2026-02-01T00:00:00.000Z" });
  expect(directory.organization(organization.id)).toBeNull();
  expect([directory.size(), directory.asOf(), heard]).toEqual([0, "2026-02-01T00:00:00.000Z", [1, 2]]);
  directory.apply({ services: [], removed: [], retired: [], asOf: null });
  expect(directory.version()).toBe(2);
});
