import type { ReactElement } from "react";
import { Icon } from "../../platform/html/icon.tsx";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Location, ServiceAtLocation } from "../directory.contract.ts";
import { recordMessages } from "./record.messages.ts";

/** Directions to a place; OpenStreetMap asks for no account and follows nobody. */
export function directionsUrl(location: Location): string | null {
  if (location.lat === null || location.lon === null || location.confidential) return null;
  if (location.pointSource === "exact") return `https://www.openstreetmap.org/directions?to=${location.lat}%2C${location.lon}`;
  if (!location.address) return null;
  const query = [location.address, location.city, location.postalCode].filter(Boolean).join(", ");
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(query)}`;
}

function lines(location: Location, t: (typeof recordMessages)["fr"]): string[] {
  if (location.confidential) return [t.confidential];
  const town = [location.city, location.postalCode].filter(Boolean).join(" ");
  if (location.kind === "virtual" && !town) return [t.byPhone];
  if (!location.address) return [town, t.cityOnly];
  return [location.address, town];
}

/** Where a service is given, and how to get there. */
export function Where({ at, lang }: { at: ServiceAtLocation; lang: Lang }): ReactElement {
  const t = recordMessages[lang];
  const directions = directionsUrl(at.location);
  return (
    <div className="card">
      <h2>{t.where}</h2>
      <p>
        {lines(at.location, t).map((line, index) => (
          <span key={line}>
            {index > 0 && <br />}
            {line}
          </span>
        ))}
      </p>
      {directions && (
        <p className="no-print">
          <a className="btn quiet small" href={directions} rel="noreferrer">
            <Icon name="navigation" />
            {t.directions}
            <span className="vh">({t.opensElsewhere})</span>
          </a>
        </p>
      )}
    </div>
  );
}
