// A browser gives no worker to a page that is opened from a folder; there the search runs in a hidden frame (after the idea of iframe-worker).
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      const frame = document.body.appendChild(document.createElement("iframe"));
      frame.hidden = true;
      this.inner = frame.contentWindow;
      window.addEventListener("message", (event) => {
        if (event.source === this.inner) this.dispatchEvent(new MessageEvent("message", { data: event.data }));
      });
      const helpers = "postMessage = (data) => parent.dispatchEvent(new MessageEvent('message', { data, source: window }));";
      this.ready = new Promise((done) => { frame.contentWindow.started = done; });
      this.inner.document.write(`<script>${helpers}<\/script><script src="${url}" onload="started()"><\/script>`);
      this.inner.document.close();
    }
    postMessage(data) {
      this.ready.then(() => this.inner.dispatchEvent(new MessageEvent("message", { data })));
    }
  };
}
