import type { ReactElement } from "react";

/** The harbour mouth at night: one warm light that says "here". Decoration only. */
export function HomeScene(): ReactElement {
  return (
    <svg className="scene" viewBox="0 0 560 400" width="560" height="400" aria-hidden="true" focusable="false">
      <defs>
        <radialGradient id="halo" cx="50%" cy="50%" r="50%">
          <stop offset="0" stopColor="#f2a541" stopOpacity=".75" />
          <stop offset=".28" stopColor="#f2a541" stopOpacity=".24" />
          <stop offset="1" stopColor="#f2a541" stopOpacity="0" />
        </radialGradient>
        <linearGradient id="beam" x1="1" x2="0" y1="0" y2="0">
          <stop offset="0" stopColor="#f2a541" stopOpacity=".34" />
          <stop offset="1" stopColor="#f2a541" stopOpacity="0" />
        </linearGradient>
        <linearGradient id="sea" x1="0" x2="0" y1="0" y2="1">
          <stop offset="0" stopColor="#1d2c4f" />
          <stop offset="1" stopColor="#14213d" />
        </linearGradient>
      </defs>
      <g fill="#f2ede4">
        {[[96, 60, 1.4], [168, 28, 1], [232, 84, 1.2], [300, 40, 1.6], [342, 108, 1], [506, 52, 1.4], [532, 128, 1], [208, 140, 1], [120, 128, 1], [466, 24, 1.1]].map(([x, y, r]) => (
          <circle key={`${x}-${y}`} cx={x} cy={y} r={r} opacity=".55" />
        ))}
      </g>
      <path d="M-2000 262h4000v300h-4000z" fill="url(#sea)" />
      <path d="m412 151-412-62v118z" fill="url(#beam)" />
      <circle cx="412" cy="148" r="150" fill="url(#halo)" />
      <path d="M2000 216H700c-70 0-90 6-140 20-32 6-60 4-92 10-22 5-36 10-48 18h1580z" fill="#0c1527" />
      <path d="M0 250c30-10 66-8 96 2 14 4 22 8 30 12H0z" fill="#0c1527" opacity=".7" />
      <path d="M398 252l6-80h16l6 80z" fill="#f2ede4" />
      <path d="M401.200 210h21.600l1.500 20h-24.600z" fill="#a63d2f" />
      <path d="M398 172h28v-5h-28zM402 167v-26h20v26z" fill="#f2ede4" />
      <path d="M405 164v-20h14v20z" fill="#f2a541" />
      <path d="m399 141 13-15 13 15zM411 118h2v9h-2z" fill="#f2ede4" />
      <circle cx="412" cy="153" r="7" fill="#fff3dc" />
      <g stroke="#f2a541" strokeWidth="2.5" strokeLinecap="round" opacity=".8">
        <path d="M396 276h32M402 288h22M390 300h38M404 313h18M397 327h28M408 341h10" />
      </g>
      <g stroke="#c9cedb" strokeWidth="1.500" strokeLinecap="round" opacity=".28">
        <path d="M60 284h44M146 302h60M238 281h38M300 322h52M84 334h70M470 292h44M496 322h40M196 346h46" />
      </g>
    </svg>
  );
}
