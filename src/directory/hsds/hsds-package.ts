import { readdir, readFile } from "node:fs/promises";
import { basename, isAbsolute, join, normalize } from "node:path";

/** The CSV files of an HSDS package: the standard's file name → where it is. */
export type PackageFiles = Map<string, string>;

/** Names that the standard and its packages use for the same file, singular and plural. */
const FILE_OF: Record<string, string> = {
  organization: "organizations.csv",
  service: "services.csv",
  service_at_locations: "service_at_location.csv",
  location: "locations.csv",
  address: "addresses.csv",
  accessibility_for_disabilities: "accessibility.csv",
  phone: "phones.csv",
  schedule: "schedules.csv",
  service_area: "service_areas.csv",
  language: "languages.csv",
  cost_option: "cost_options.csv",
  required_document: "required_documents.csv",
  attribute: "attributes.csv",
  taxonomy_term: "taxonomy_terms.csv",
  organization_identifier: "organization_identifiers.csv",
};

function standardName(name: string): string {
  return FILE_OF[name] ?? `${name}.csv`;
}

interface Resource {
  name?: unknown;
  path?: unknown;
}

/** A resource's path must stay in the package's folder. */
function isInside(path: unknown): path is string {
  return typeof path === "string" && path.endsWith(".csv") && !isAbsolute(path) && !normalize(path).startsWith("..");
}

async function describedFiles(folder: string): Promise<PackageFiles> {
  const text = await readFile(join(folder, "datapackage.json"), "utf8");
  const { resources } = JSON.parse(text) as { resources?: Resource[] };
  const described = (resources ?? []).filter((resource): resource is { name: string; path: string } => typeof resource.name === "string" && isInside(resource.path));
  return new Map(described.map(({ name, path }) => [standardName(name), join(folder, path)]));
}

/** The files of a package, as its datapackage.json says or, without one, by their names; only those that exist. */
export async function packageFiles(folder: string): Promise<PackageFiles> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".csv"));
  const present = new Set(names.map((name) => join(folder, name)));
  const named: PackageFiles = new Map([...present].map((path) => [standardName(basename(path, ".csv")), path]));
  const described = await describedFiles(folder).catch(() => named);
  return new Map([...described].filter(([, path]) => present.has(path)));
}
