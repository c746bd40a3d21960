import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { zstdCompress, zstdDecompressSync } from "node:zlib";
import type { Organization, PublishedService, Retired } from "../directory.contract.ts";
import type { NeedEdit } from "../taxonomy/taxonomy.contract.ts";

/*
 * The published directory on disk: one JSON line that describes, then the compressed content.
 * Already public data, so that a node can answer while the database is away.
 */

/** Raised whenever the shape of the content changes, or what may be in it: an older file is then read again from the database. */
const FORMAT = 4;

export interface Snapshot {
  /** Which database it was made from: outbox ids mean nothing in another. */
  identity: string;
  /** The outbox id up to which the content is known. */
  outboxId: number;
  asOf: string | null;
  services: PublishedService[];
  retired: Retired[];
  /** What this installation changed of the taxonomy. */
  needEdits: NeedEdit[];
}

interface Header extends Pick<Snapshot, "identity" | "outboxId" | "asOf"> {
  format: number;
  /** Of everything else in the file, header included. */
  checksum: string;
}

/** Why a file cannot be used; `otherFormat`: written by another version of fanal. */
export type Unusable = "absent" | "damaged" | "otherFormat";

type Content = { organizations: Organization[]; services: (Omit<PublishedService, "organization"> & { organization: string })[]; retired: Retired[]; needEdits: NeedEdit[] };

const compress = promisify(zstdCompress);

function digest({ format, identity, outboxId, asOf }: Omit<Header, "checksum">, body: Uint8Array): string {
  return createHash("sha256").update(JSON.stringify([format, identity, outboxId, asOf])).update(body).digest("hex");
}

function pack({ services, retired, needEdits }: Snapshot): Content {
  const organizations = new Map(services.map(({ organization }) => [organization.id, organization]));
  return { organizations: [...organizations.values()], services: services.map((service) => ({ ...service, organization: service.organization.id })), retired, needEdits };
}

function unpack(content: Content): Pick<Snapshot, "services" | "retired" | "needEdits"> {
  const organizations = new Map(content.organizations.map((organization) => [organization.id, organization]));
  const services = content.services.map((service) => ({ ...service, organization: organizations.get(service.organization)! }));
  return { services, retired: content.retired, needEdits: content.needEdits };
}

/** Writes the snapshot beside the old one, then takes its place: a crash leaves one or the other, never half. */
export async function writeSnapshot(path: string, snapshot: Snapshot): Promise<void> {
  const body = await compress(Buffer.from(JSON.stringify(pack(snapshot))));
  const described = { format: FORMAT, identity: snapshot.identity, outboxId: snapshot.outboxId, asOf: snapshot.asOf };
  const header: Header = { ...described, checksum: digest(described, body) };
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.new`;
  const file = await open(beside, "w");
  try {
    await file.writev([Buffer.from(`${JSON.stringify(header)}\n`), body]);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

/** Reads the snapshot, or says why there is none to use. */
export async function readSnapshot(path: string): Promise<{ snapshot: Snapshot } | { unusable: Unusable }> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return { unusable: "absent" };
  try {
    const end = bytes.indexOf(10);
    const header = JSON.parse(bytes.subarray(0, end).toString()) as Header;
    const body = bytes.subarray(end + 1);
    if (header.format !== FORMAT) return { unusable: "otherFormat" };
    if (header.checksum !== digest(header, body)) return { unusable: "damaged" };
    const { identity, outboxId, asOf } = header;
    return { snapshot: { identity, outboxId, asOf, ...unpack(JSON.parse(zstdDecompressSync(body).toString()) as Content) } };
  } catch {
    return { unusable: "damaged" };
  }
}
