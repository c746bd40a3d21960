/** The directory's only door for other features. */
export * from "./directory.contract.ts";
export { createDirectory, type Directory } from "./create-directory.ts";
export { directoryChecks, directoryCommands } from "./directory.commands.ts";
export { facilityItems } from "./imports/facilities-import.ts";
export { compileHours, isOpen, momentIn, openState, zoneOf, QUEBEC_ZONE, type CompiledHours, type LocalMoment, type OpenState } from "./hours/hours.ts";
export { apiDocsRoutes } from "./hsds/api/api-docs.routes.ts";
export { hsdsRoutes } from "./hsds/api/hsds.routes.ts";
export { createNeeds, readNeeds, type Needs } from "./needs.ts";
export { createPublishedDirectory, toPublished, type FillablePublishedDirectory } from "./published/published.ts";
export { sampleItems } from "./imports/sample-import.ts";
export type { DirectoryHealth } from "./published/published-follower.ts";
export { directoryPages } from "./pages/directory-pages.routes.ts";
export { OpenFact } from "./pages/hours-card.tsx";
export { needAddress, NeedLink, needOfSlug, NeedSign, needSlug } from "./pages/need-link.tsx";
export { PhoneButton, phoneLabel, phonesOf } from "./pages/phones.tsx";
export { field, note, organizationName, serviceName } from "./pages/record-text.ts";
export { ServiceSummary } from "./pages/service-summary.tsx";
export { Say } from "./pages/spoken.tsx";
