import type { RequestHandler } from 'express';
import { LRUCache } from 'lru-cache';
import { FacilisError } from '../errors.ts';

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Clients remembered at once; one that is forgotten starts with a full bucket. */
const MAX_CLIENTS = 50_000;

/** An orchestrator that asks whether the service lives must not be told to come later. */
const PROBES = /\/(healthz|readyz)$/;

/** A token bucket per client address: bursts of a whole minute's requests, then the steady rate. */
export function rateLimit(options: { readonly perMinute: number; readonly now?: () => number }): RequestHandler {
  const { perMinute, now = Date.now } = options;
  const buckets = new LRUCache<string, Bucket>({ max: MAX_CLIENTS });
  return (req, res, next) => {
    if (PROBES.test(req.path)) {
      next();
      return;
    }
    const client = req.ip ?? 'unknown';
    const time = now();
    const bucket = buckets.get(client) ?? { tokens: perMinute, filledAt: time };
    bucket.tokens = Math.min(perMinute, bucket.tokens + ((time - bucket.filledAt) * perMinute) / 60_000);
    bucket.filledAt = time;
    buckets.set(client, bucket);
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      next();
      return;
    }
    const seconds = Math.max(1, Math.ceil(((1 - bucket.tokens) * 60) / perMinute));
    res.set('Retry-After', String(seconds));
    next(
      new FacilisError('rate-limited', { detail: `One address may ask ${perMinute} times a minute; the next is free in ${seconds} s.` }),
    );
  };
}
