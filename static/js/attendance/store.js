/* What a check-in device holds: the list of people (names, teams, digests of codes) until a day after the session, and
   what was scanned until it is sent. All of it goes when somebody signs out, and when somebody else signs in. */
const ROSTER = "roster:";
const SCANS = "scans:";
const DONE_KEPT = 30;
const memory = new Map();

export const user = document.body.dataset.user ?? "";
export const keyOf = (place) => `${SCANS}${user}:${place}`;
const rosterKey = (place) => `${ROSTER}${user}:${place}`;
const keys = () => { try { return Object.keys(localStorage); } catch { return []; } };
const parsed = (text) => { try { return JSON.parse(text); } catch { return null; } };

const read = (key) => {
  if (memory.has(key)) return memory.get(key);
  try { return parsed(localStorage.getItem(key)); } catch { return null; }
};
const write = (key, value) => {
  try { localStorage.setItem(key, JSON.stringify(value)); memory.delete(key); } catch { memory.set(key, value); }
};
const remove = (key) => {
  memory.delete(key);
  try { localStorage.removeItem(key); } catch { /* nothing is kept */ }
};

export const roster = (place) => {
  const found = read(rosterKey(place));
  return found && Date.parse(found.until) > Date.now() ? found : null;
};
export const keepRoster = (place, found) => write(rosterKey(place), found);

export const scansOf = (key) => read(key) ?? [];
export const isWaiting = (scan) => scan.state === "waiting";
export const addScan = (key, scan) => {
  const scans = [...scansOf(key), scan];
  const old = scans.filter(({ state }) => !["waiting", "refused"].includes(state)).slice(0, -DONE_KEPT);
  write(key, scans.filter((each) => !old.includes(each)));
};
export const changeScan = (key, id, changes) => write(key, scansOf(key).map((each) => (each.id === id ? { ...each, ...changes } : each)));
export const ownKeys = () => [...new Set([...keys(), ...memory.keys()])].filter((key) => key.startsWith(`${SCANS}${user}:`));
export const waiting = () => ownKeys().flatMap((key) => scansOf(key).filter(isWaiting).map((scan) => [key, scan])).sort(([, a], [, b]) => a.order - b.order);

/* Keys of scans of somebody else that wait for their sign-in. */
export const others = () => keys().filter((key) => key.startsWith(SCANS) && !key.startsWith(`${SCANS}${user}:`));
export { remove };

/* Lists that are over, and whatever of somebody else does not wait to be sent. */
export const tidy = () => {
  for (const key of keys()) {
    if (!key.startsWith(ROSTER) && !key.startsWith(SCANS)) continue;
    const isMine = key.startsWith(`${ROSTER}${user}:`) || key.startsWith(`${SCANS}${user}:`);
    const isOver = key.startsWith(ROSTER) && !(Date.parse(read(key)?.until) > Date.now());
    if ((!isMine && key.startsWith(ROSTER)) || isOver) remove(key);
    else if (!isMine && !scansOf(key).some(isWaiting)) remove(key);
  }
};
export const clear = () => {
  for (const key of [...keys(), ...memory.keys()]) if (key.startsWith(ROSTER) || key.startsWith(SCANS)) remove(key);
};
