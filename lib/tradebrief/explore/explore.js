// Sliders of ipywidgets have no name and tell a screen reader a number; JupyterLab takes arrows and letters from lists and buttons;
// copies need the reader's own clipboard.
(function (here) {
  const part = () => document.querySelectorAll('.tradebrief-explore');
  const tell = (handle, slider) => {
    const label = slider.querySelector('.widget-label'), shown = slider.querySelector('.widget-readout');
    if (label && handle.getAttribute('aria-label') !== label.textContent) handle.setAttribute('aria-label', label.textContent);
    if (label && label.title && handle.title !== label.title) handle.title = label.title;
    if (shown && handle.getAttribute('aria-valuetext') !== shown.textContent) handle.setAttribute('aria-valuetext', shown.textContent);
  };
  const name = () => part().forEach(one => {
    one.querySelectorAll('.widget-slider').forEach(slider => {
      const handle = slider.querySelector('.noUi-handle'), shown = slider.querySelector('.widget-readout');
      if (!handle || handle.tradebrief) return;
      handle.tradebrief = true;
      if (shown) { shown.contentEditable = 'false'; }
      const again = new MutationObserver(() => tell(handle, slider));
      again.observe(handle, {attributes: true, attributeFilter: ['aria-valuetext']});
      if (shown) again.observe(shown, {childList: true, characterData: true, subtree: true});
      tell(handle, slider);
    });
    one.querySelectorAll('.tb-told .widget-html-content').forEach(told => told.setAttribute('aria-live', 'polite'));
  });
  window.tradebriefCopy = window.tradebriefCopy || (async button => {
    const text = button.parentElement.querySelector('pre').textContent;
    try { await navigator.clipboard.writeText(text); button.textContent = 'Copied'; }
    catch (refused) { getSelection().selectAllChildren(button.parentElement.querySelector('pre')); button.textContent = 'Selected: press Ctrl+C'; }
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
  if (!window.tradebriefKeys) {
    window.tradebriefKeys = true;
    window.addEventListener('keydown', event => {
      const target = event.target;
      if (!(target instanceof Element) || !target.closest('.tradebrief-explore')) return;
      target.toggleAttribute('data-lm-suppress-shortcuts', !(event.ctrlKey || event.metaKey || event.altKey));
    }, true);
  }
  for (const wait of [0, 100, 500, 1500, 4000]) setTimeout(name, wait);
})(this);
