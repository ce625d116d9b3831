/**
 * `fetch`, for a body that takes its time: `onProgress` hears how much of it has left, from 0 to 1. Only what the
 * panel's own calls say is passed on: method, headers, a body that is a Blob, a signal.
 */
export function fetchWithProgress(onProgress: (part: number) => void): typeof fetch {
  return (url, init = {}) =>
    new Promise((resolve, reject) => {
      const { method = 'GET', headers, body, signal } = init;
      const request = new XMLHttpRequest();
      request.open(method, String(url));
      for (const [name, value] of new Headers(headers)) request.setRequestHeader(name, value);
      request.responseType = 'blob';
      request.upload.onprogress = ({ loaded, total }) => {
        if (total > 0) onProgress(loaded / total);
      };
      request.onload = () => resolve(responseOf(request));
      request.onerror = () => reject(new TypeError('the upload broke off'));
      const stop = () => {
        request.abort();
        reject(signal?.reason);
      };
      if (signal?.aborted) stop();
      else {
        signal?.addEventListener('abort', stop);
        request.send(body as Blob);
      }
    });
}

/** With the headers that the server lets pages read: to ask for another by name is an error in the console. */
function responseOf(request: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const line of request.getAllResponseHeaders().split('\r\n')) {
    const [name, value] = line.split(': ', 2);
    if (name && value) headers.set(name, value);
  }
  return new Response(request.response, { status: request.status, headers });
}
