/** Three presses of Shift within this time leave the page (ms). */
const WINDOW = 1500;

const link = document.querySelector<HTMLAnchorElement>("#quick-exit");

/** Replaces this page, so that "back" does not return to it, and empties the screen at once. */
function leave(): void {
  document.documentElement.style.display = "none";
  document.title = "…";
  location.replace(link?.href ?? "about:blank");
}

link?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

let presses: number[] = [];
addEventListener("keydown", (event) => {
  if (event.key !== "Shift") {
    presses = [];
    return;
  }
  if (event.repeat) return;
  presses = [...presses.filter((at) => event.timeStamp - at < WINDOW), event.timeStamp];
  if (presses.length >= 3) leave();
});
