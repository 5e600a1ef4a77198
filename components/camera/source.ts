/** Where the picture comes from: a camera (its id; null: the one the device prefers), or a shared screen or window. */
export type Source = { kind: 'camera'; deviceId: string | null } | { kind: 'screen' };

export interface Camera {
  deviceId: string;
  label: string;
}

/** Why there is no picture, in the seller's words. */
export interface CameraFault {
  title: string;
  help: string;
}

/** Null where everything is there; else why no camera can ever be asked for on this page. */
export function barrier(): CameraFault | null {
  if (!isSecureContext) return { title: 'A camera needs https here', help: 'Browsers give a camera only to https addresses, and to localhost. Open Claimcast on the machine that runs it, or at its https address.' };
  if (!navigator.mediaDevices?.getUserMedia || typeof OffscreenCanvas === 'undefined' || typeof Worker === 'undefined') {
    return { title: 'This browser cannot look for products', help: 'Chrome, Edge, Firefox and Safari of the last two years can.' };
  }
  return null;
}

export const canShareScreen = (): boolean => typeof navigator.mediaDevices?.getDisplayMedia === 'function';

/** Asks the person. A camera that was chosen before and has gone is replaced by any other. */
export async function openSource(source: Source): Promise<MediaStream> {
  if (source.kind === 'screen') return navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 5 } }, audio: false });
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
  const any = { ...size, facingMode: { ideal: 'environment' } };
  if (source.deviceId === null) return navigator.mediaDevices.getUserMedia({ video: any });
  return navigator.mediaDevices.getUserMedia({ video: { ...size, deviceId: { exact: source.deviceId } } }).catch((error: unknown) => {
    if (nameOf(error) === 'OverconstrainedError' || nameOf(error) === 'NotFoundError') return navigator.mediaDevices.getUserMedia({ video: any });
    throw error;
  });
}

/** The cameras of this device; their names are known only once one was allowed. */
export async function listCameras(): Promise<Camera[]> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '').map(({ deviceId, label }, at) => ({ deviceId, label: label.replace(/ \([\da-f]{4}:[\da-f]{4}\)$/, '') || `Camera ${at + 1}` }));
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** Null when the person only closed the browser's question about a screen. */
export function faultOf(error: unknown, source: Source): CameraFault | null {
  const isScreen = source.kind === 'screen';
  switch (nameOf(error)) {
    case 'NotAllowedError':
    case 'SecurityError':
      if (isScreen) return null;
      return { title: 'The camera is not allowed', help: 'The browser keeps it from this page. Allow the camera beside the address, then try again.' };
    case 'NotFoundError':
    case 'OverconstrainedError':
      return isScreen ? { title: 'There is no screen to share', help: 'The browser offers none on this device. Use a camera.' } : { title: 'No camera is connected', help: 'Connect one and try again, or share a screen that shows your picture.' };
    case 'NotReadableError':
    case 'AbortError':
      return isScreen ? { title: 'The screen could not be shared', help: 'The system refused it. Allow the browser to record the screen, then try again.' } : { title: 'The camera is in use', help: 'Another program has it. Close it there, or share the window that shows it.' };
    default:
      return { title: isScreen ? 'The screen could not be shared' : 'The camera did not start', help: 'Try again. Claims and pinning by hand are not affected.' };
  }
}
