import { crc32, deflateSync } from "node:zlib";
import { createRandom, type Random } from "../random.ts";

export type Pixel = readonly [red: number, green: number, blue: number];

/** A PNG picture (W3C PNG, 8-bit RGB, no interlace) of what `at` says for each point. */
export function png(width: number, height: number, at: (x: number, y: number) => Pixel): Buffer {
  const raw = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0, o = 0; y < height; y++) {
    raw[o++] = 0;
    for (let x = 0; x < width; x++) for (const channel of at(x, y)) raw[o++] = channel;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(raw)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Views there are; a picture takes longer to make than the letter it goes with. */
export const VIEWS = 8;
const views = new Map<string, Buffer>();

/** One of a few landscapes as from a phone: sky, two ridges, terraces, and grain so that it does not pack to nothing (60 to 250 kB). */
export function landscape(view: number, width = 320, height = 200): Buffer {
  const key = `${view % VIEWS} ${width} ${height}`;
  const made = views.get(key) ?? paint(createRandom(`view ${key}`), width, height);
  views.set(key, made);
  return made;
}

function paint(random: Random, width: number, height: number): Buffer {
  const phase = random.next() * 6;
  const ridge = (x: number, base: number, size: number) =>
    base + size * Math.sin(x / 47 + phase) + (size / 2) * Math.sin(x / 19 + 2 * phase);
  return png(width, height, (x, y) => {
    const grain = random.int(-7, 7);
    if (y < ridge(x, height * 0.38, 14)) return shade(150 + y / 3, 190 + y / 4, 235, grain);
    if (y < ridge(x + 90, height * 0.55, 10)) return shade(70, 105, 110, grain);
    const band = Math.floor((y + 6 * Math.sin(x / 31 + phase)) / 9) % 2;
    return band ? shade(196, 176, 70, grain) : shade(96, 148, 62, grain);
  });
}

/** A bar chart without words, one bar per value (0 to 1). */
export function barChart(values: readonly number[]): Buffer {
  const [width, height, pad] = [360, 180, 12];
  const step = (width - 2 * pad) / values.length;
  return png(width, height, (x, y) => {
    const place = (x - pad) / step;
    const value = values[Math.floor(place)];
    const inside = value !== undefined && place - Math.floor(place) > 0.25;
    const top = height - pad - (value ?? 0) * (height - 2 * pad);
    if (inside && y > top && y < height - pad) return [196, 30, 58];
    return y === height - pad ? [80, 80, 80] : [255, 255, 255];
  });
}

function shade(red: number, green: number, blue: number, grain: number): Pixel {
  const clamp = (v: number) => Math.max(0, Math.min(255, Math.round(v + grain)));
  return [clamp(red), clamp(green), clamp(blue)];
}

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const frame = Buffer.alloc(typed.length + 8);
  frame.writeUInt32BE(body.length, 0);
  frame.set(typed, 4);
  frame.writeUInt32BE(crc32(typed), typed.length + 4);
  return frame;
}
