import { DYES, dye, shade } from './colours.ts';
import { coolingPad, dock, hub, nvmeStick, portableDrive, riser } from './laptop/desk-things.ts';
import { headset } from './laptop/headset.ts';
import { keyboard } from './laptop/keyboard.ts';
import { monitor, portableMonitor } from './laptop/monitor.ts';
import { mouse, verticalMouse } from './laptop/mouse.ts';
import { dayPack, trekkingPack } from './outdoor/backpack.ts';
import type { PictureTable } from './picture-table.ts';

const SILVER = DYES.Bạc;
const BLACK = '#2f323b';
const NAVY = DYES['Xanh than'];
const WHITE = '#eceef3';

export const accessoryPictures: PictureTable = {
  'clavo-silent-m1': (c) => mouse({ body: dye(c), accent: '#8c9bff', gaming: false }),
  'kestria-fang-x': (c) => mouse({ body: dye(c), accent: '#e0405a', gaming: true }),
  'clavo-ergo-v': () => verticalMouse({ body: '#464b53', accent: '#6ba6d3' }),
  'clavo-tkl-87': (c) =>
    keyboard({
      body: dye(c),
      keys: c === 'Đen' ? '#4a4e5a' : '#fbfbfd',
      accent: '#e58a3c',
      columns: 16,
      rows: 6,
      mechanical: true,
    }),
  'clavo-slim-k3': (c) =>
    keyboard({
      body: dye(c),
      keys: c === 'Đen' ? '#4a4e5a' : '#ffffff',
      accent: '#8c9bff',
      columns: 19,
      rows: 5,
      mechanical: false,
    }),
  'sonark-h7': (c) =>
    headset({ body: dye(c), cushion: '#5b606c', accent: '#e0405a', gaming: true }),
  'sonark-calm-2': (c) =>
    headset({
      body: dye(c),
      cushion: c === 'Bạc' ? '#e6e8ee' : '#566583',
      accent: c === 'Bạc' ? NAVY : '#c9a76a',
      gaming: false,
    }),
  'moji-pack-16': (c) => dayPack({ fabric: c === 'Đen' ? '#4a4e59' : dye(c), trim: '#c9a06a' }),
  'moji-armor-17': () => trekkingPack({ fabric: '#343842', trim: '#e0405a' }),
  'visora-24-ips': () =>
    monitor({ body: SILVER, screen: 'sheet', tint: '#3b6fd8', width: 430, yaw: -14 }),
  'visora-27-gaming': () =>
    monitor({
      body: BLACK,
      screen: 'beams',
      tint: '#30c0a0',
      width: 480,
      yaw: 16,
      accent: '#30c0a0',
    }),
  'visora-16-portable': () => portableMonitor({ body: '#464b53', tint: '#7a6bd0' }),
  'datra-ssd-portable': (c) =>
    portableDrive({ shell: dye(c), accent: c === 'Cam' ? '#3a3e46' : DYES.Cam }),
  'datra-nvme-g4': () => nvmeStick({ board: '#1f5f4a', label: WHITE }),
  'linka-hub-7': (c) => hub({ body: dye(c) }),
  'linka-dock-12': () => dock({ body: '#464b53', accent: '#6ba6d3' }),
  'frostly-duo': () => coolingPad({ body: BLACK, glow: '#3f8cff' }),
  'frostly-riser': (c) =>
    riser({ metal: c === 'Đen' ? '#4a4e59' : dye(c), pad: shade(BLACK, -0.2) }),
};
