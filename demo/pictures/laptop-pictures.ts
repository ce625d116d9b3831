import { DYES, dye, mix, shade } from './colours.ts';
import { coolingPad, dock, hub, nvmeStick, portableDrive, riser } from './laptop/desk-things.ts';
import { headset } from './laptop/headset.ts';
import { keyboard } from './laptop/keyboard.ts';
import { foldingLaptop, type LaptopLook, laptop } from './laptop/laptop.ts';
import { monitor, portableMonitor } from './laptop/monitor.ts';
import { mouse, verticalMouse } from './laptop/mouse.ts';
import { dayPack, trekkingPack } from './outdoor/backpack.ts';
import type { Draw, PictureTable } from './picture-table.ts';

const SILVER = DYES.Bạc;
const BLACK = '#2f323b';
const GRAPHITE = '#555b68';
const NAVY = DYES['Xanh than'];
const WHITE = '#eceef3';

/** A laptop in the colour of the variant, or in `body` when it comes in one colour only. */
function one(look: LaptopLook): Draw {
  return (colour) => laptop(colour === '' ? look : { ...look, body: dye(colour) });
}

const gaming: PictureTable = {
  'kestria-raid-15': one({
    body: BLACK,
    screen: 'beams',
    tint: '#e0405a',
    yaw: 20,
    inches: 15.6,
    thickness: 20,
    glow: ['#e0405a', '#e0405a'],
  }),
  'kestria-raid-15-r5': one({
    body: '#3b3f49',
    screen: 'orbit',
    tint: '#c75a4a',
    yaw: -20,
    inches: 15.6,
    thickness: 20,
    glow: ['#ff7a5c', '#e0405a'],
  }),
  'kestria-raid-15-4060': one({
    body: BLACK,
    screen: 'beams',
    tint: '#ff7a3c',
    yaw: -22,
    inches: 15.6,
    thickness: 21,
    glow: ['#ff9a3c', '#e0405a'],
    numberPad: true,
  }),
  'vexora-strike-15': one({
    body: '#2b3038',
    screen: 'beams',
    tint: '#30c0a0',
    yaw: -18,
    inches: 15.6,
    thickness: 19,
    glow: ['#30c0a0', '#3060e0'],
    numberPad: true,
  }),
  'vexora-strike-14': one({
    body: WHITE,
    screen: 'orbit',
    tint: '#4fb0a8',
    yaw: 22,
    inches: 14,
    thickness: 16,
    glow: ['#46d0b0', '#46d0b0'],
    keys: '#d9dde6',
  }),
  'zephon-hunter-15': one({
    body: GRAPHITE,
    screen: 'orbit',
    tint: '#4f7fd0',
    yaw: 18,
    inches: 15.6,
    thickness: 19,
    glow: ['#4f9bff', '#4f9bff'],
    numberPad: true,
  }),
  'kestria-raid-16-arc': one({
    body: '#454a57',
    screen: 'dunes',
    tint: '#3f6fd8',
    yaw: -24,
    inches: 16,
    thickness: 15,
    glow: ['#7fb0ff', '#7fb0ff'],
  }),
  'zephon-hunter-15-r7': one({
    body: '#20232b',
    screen: 'beams',
    tint: '#f0a030',
    yaw: 24,
    inches: 15.6,
    thickness: 19,
    glow: ['#f0a030', '#e0405a'],
    numberPad: true,
  }),
  'vexora-strike-15-4060': one({
    body: '#22262f',
    screen: 'beams',
    tint: '#20b0e0',
    yaw: 0,
    inches: 15.6,
    thickness: 21,
    glow: ['#20c0e0', '#7a4df0'],
    numberPad: true,
  }),
  'kestria-titan-16': one({
    body: '#26222c',
    screen: 'orbit',
    tint: '#b0509a',
    yaw: 20,
    inches: 16,
    thickness: 22,
    glow: ['#ff4f9a', '#5a6df0'],
    numberPad: true,
  }),
  'kestria-titan-18': one({
    body: '#1f2128',
    screen: 'beams',
    tint: '#e0405a',
    yaw: -14,
    inches: 18,
    thickness: 25,
    glow: ['#ff4050', '#30d0ff'],
    numberPad: true,
  }),
  'vexora-blade-14': one({
    body: SILVER,
    screen: 'orbit',
    tint: '#7a5fd0',
    yaw: 22,
    inches: 14,
    thickness: 9,
  }),
  'zephon-hunter-17': one({
    body: '#343945',
    screen: 'dunes',
    tint: '#30a070',
    yaw: -20,
    inches: 17.3,
    thickness: 22,
    glow: ['#40d080', '#40d080'],
    numberPad: true,
  }),
  'vexora-strike-16-5070': one({
    body: '#262a33',
    screen: 'beams',
    tint: '#8f5fff',
    yaw: -24,
    inches: 16,
    thickness: 18,
    glow: ['#b060ff', '#30c0ff'],
    numberPad: true,
  }),
};

const office: PictureTable = {
  'tavaro-desk-14': one({
    body: GRAPHITE,
    screen: 'sheet',
    tint: '#2f8f6a',
    yaw: 20,
    inches: 14,
    thickness: 14,
  }),
  'tavaro-desk-15': one({
    body: '#6b7280',
    screen: 'sheet',
    tint: '#3b6fd8',
    yaw: -20,
    inches: 15.6,
    thickness: 14,
    numberPad: true,
  }),
  'tavaro-pro-14': one({
    body: BLACK,
    screen: 'hills',
    tint: '#4a6fa5',
    yaw: 0,
    inches: 14,
    thickness: 12,
  }),
  'tavaro-pro-16': one({
    body: BLACK,
    screen: 'sheet',
    tint: '#8a4fd0',
    yaw: 22,
    inches: 16,
    thickness: 13,
    numberPad: true,
  }),
  'minao-note-14': one({
    body: mix(SILVER, '#9fb7a8', 0.5),
    screen: 'dunes',
    tint: '#6a9a80',
    yaw: 22,
    inches: 14,
    thickness: 11,
  }),
  'minao-note-15': one({
    body: SILVER,
    screen: 'dunes',
    tint: '#e08a5a',
    yaw: -22,
    inches: 15.6,
    thickness: 12,
  }),
  'orvane-flip-14': one({
    body: SILVER,
    screen: 'petals',
    tint: '#5a8fc8',
    yaw: 20,
    inches: 14,
    thickness: 10,
    pen: true,
  }),
  'tavaro-mini-13': one({
    body: '#8b93a3',
    screen: 'hills',
    tint: '#d08a4a',
    yaw: -16,
    inches: 12,
    thickness: 11,
  }),
};

const creative: PictureTable = {
  'orvane-canvas-15': one({
    body: '#3a3d46',
    screen: 'studio',
    tint: '#c8705a',
    yaw: 20,
    inches: 15.6,
    thickness: 12,
  }),
  'orvane-canvas-16': one({
    body: BLACK,
    screen: 'studio',
    tint: '#5f7fb8',
    yaw: -22,
    inches: 16,
    thickness: 13,
    dial: true,
  }),
  'orvane-studio-16': one({
    body: '#26282f',
    screen: 'studio',
    tint: '#5a9a8a',
    yaw: 0,
    inches: 16.5,
    thickness: 19,
    numberPad: true,
  }),
  'lumenor-art-14': one({
    body: WHITE,
    screen: 'petals',
    tint: '#d0705a',
    yaw: -20,
    inches: 14,
    thickness: 10,
  }),
  'lumenor-art-16': one({
    body: BLACK,
    screen: 'studio',
    tint: '#a070c0',
    yaw: 24,
    inches: 16,
    thickness: 14,
  }),
  'orvane-draft-15': one({
    body: '#4b5059',
    screen: 'sheet',
    tint: '#d0803a',
    yaw: -18,
    inches: 15.6,
    thickness: 20,
    numberPad: true,
  }),
};

const thin: PictureTable = {
  'solenne-air-13': one({
    body: SILVER,
    screen: 'petals',
    tint: '#6a8fd8',
    yaw: -20,
    inches: 13,
    thickness: 7,
  }),
  'solenne-air-14': one({
    body: SILVER,
    screen: 'dunes',
    tint: '#4a7fc0',
    yaw: 22,
    inches: 14,
    thickness: 7,
  }),
  'solenne-air-15': one({
    body: '#dfe3ea',
    screen: 'hills',
    tint: '#5a9ab8',
    yaw: 0,
    inches: 15.3,
    thickness: 8,
  }),
  'lumenor-leaf-14': one({
    body: SILVER,
    screen: 'hills',
    tint: '#6aa06a',
    yaw: 20,
    inches: 14,
    thickness: 9,
  }),
  'lumenor-leaf-13': one({
    body: NAVY,
    screen: 'dunes',
    tint: '#7a6ad0',
    yaw: -24,
    inches: 13,
    thickness: 7,
  }),
  'tavaro-slim-14': one({
    body: '#454b57',
    screen: 'hills',
    tint: '#b8705a',
    yaw: 24,
    inches: 14,
    thickness: 9,
  }),
  'solenne-fold-17': () => foldingLaptop({ body: '#3a3d46', tint: '#b8703a' }),
};

const student: PictureTable = {
  'minao-campus-14': one({
    body: SILVER,
    screen: 'petals',
    tint: '#e0a040',
    yaw: 18,
    inches: 14,
    thickness: 13,
  }),
  'minao-campus-15': one({
    body: '#5f6675',
    screen: 'code',
    tint: '#6b8cf0',
    yaw: -20,
    inches: 15.6,
    thickness: 14,
    numberPad: true,
  }),
  'minao-campus-16': one({
    body: '#aab2c0',
    screen: 'sheet',
    tint: '#30a0a0',
    yaw: 20,
    inches: 16,
    thickness: 13,
  }),
  'minao-code-14': one({
    body: '#3a3f4b',
    screen: 'code',
    tint: '#50c0a0',
    yaw: 0,
    inches: 14,
    thickness: 12,
  }),
  'minao-book-11': one({
    body: '#7fa8c0',
    screen: 'hills',
    tint: '#e0b040',
    yaw: -22,
    inches: 10.5,
    thickness: 15,
  }),
  'lumenor-flip-13': one({
    body: DYES.Hồng,
    screen: 'petals',
    tint: '#c9708a',
    yaw: 18,
    inches: 13.3,
    thickness: 9,
    pen: true,
  }),
  'tavaro-learn-15': one({
    body: '#8f98a8',
    screen: 'dunes',
    tint: '#3b8fd8',
    yaw: 24,
    inches: 15.6,
    thickness: 14,
    numberPad: true,
  }),
};

const accessories: PictureTable = {
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

export const LAPTOP_GROUND = '#eef1f8';

export const laptopPictures: PictureTable = {
  ...gaming,
  ...office,
  ...creative,
  ...thin,
  ...student,
  ...accessories,
};
