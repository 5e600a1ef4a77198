/** Whether this page lies over a video: no ground of its own, no theme of the device. `path` is as the proxy wrote it. */
export const isOverlay = (path: string): boolean => /^\/overlay(\/|$)/.test(path);
