/* How wide a text is, and what to do when it is too wide. Works from the table of the font that reports are
 * set in, so that a figure is laid out alike on every machine. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var AVERAGE = 700; /* letters of alphabets that the table leaves out */

	function lookup(ranges) {
		var widths = {};
		ranges.forEach(function (range) {
			range[1].forEach(function (w, i) { widths[range[0] + i] = w; });
		});
		return widths;
	}

	var REGULAR = lookup(F.widths.regular), BOLD = lookup(F.widths.bold);

	function unit(table, code) {
		var w = table[code];
		if (w !== undefined) return w;
		if (code >= 0xdc00 && code <= 0xdfff) return 0; /* second half of a pair: the first is a full em */
		if (code < 0x20 || (code >= 0x300 && code <= 0x36f)) return 0;
		return code >= 0x2000 ? 1000 : AVERAGE;
	}

	function width(text, size, bold) {
		var table = bold ? BOLD : REGULAR, sum = 0;
		for (var i = 0; i < text.length; i++) sum += unit(table, text.charCodeAt(i));
		return sum * size / 1000;
	}

	/* Never cut between the halves of a character outside the basic plane. */
	function whole(text, end) {
		var code = text.charCodeAt(end - 1);
		return code >= 0xd800 && code <= 0xdbff ? end - 1 : end;
	}

	/* The text itself, or as much of it as fits, with an ellipsis. */
	function fit(text, size, room, bold) {
		if (width(text, size, bold) <= room) return text;
		var end = text.length;
		while (end > 0 && width(text.slice(0, end) + '…', size, bold) > room) end--;
		return text.slice(0, whole(text, end)) + '…';
	}

	/* Characters that must not begin a line in Japanese. */
	var CLOSING = '、。，．・：；）」』】〉》ー…!?)].,:;%％';

	function isWordPart(ch) {
		return ch < '\u2e80' && ch !== ' ' && ch !== '/';
	}

	/* Words of katakana and of kanji read badly in two pieces. */
	function isKatakana(ch) { return ch >= '\u30a1' && ch <= '\u30fa' || ch === 'ー'; }

	function isKanji(ch) { return ch >= '\u4e00' && ch <= '\u9fff'; }

	function mayBreak(text, at) {
		var before = text.charAt(at - 1), after = text.charAt(at);
		if (isKatakana(before) && isKatakana(after) || isKanji(before) && isKanji(after)) return false;
		if (CLOSING.indexOf(text.charAt(at)) >= 0) return false;
		if ('（「『【('.indexOf(text.charAt(at - 1)) >= 0) return false;
		return !(isWordPart(text.charAt(at - 1)) && isWordPart(text.charAt(at)));
	}

	function lineEnd(text, size, room, bold) {
		var end = 1, i;
		while (end < text.length && width(text.slice(0, end + 1), size, bold) <= room) end++;
		if (end === text.length) return end;
		for (i = end; i > 0; i--)
			if (mayBreak(text, i)) return i;
		return Math.max(whole(text, end), 1);
	}

	/* Lines that fit. Words and numbers stay whole where they can. */
	function wrap(text, size, room, bold) {
		var lines = [], rest = text, end;
		while (rest.length && width(rest, size, bold) > room) {
			end = lineEnd(rest, size, room, bold);
			lines.push(rest.slice(0, end).replace(/ +$/, ''));
			rest = rest.slice(end).replace(/^ +/, '');
		}
		if (rest.length || !lines.length) lines.push(rest);
		return lines;
	}

	/* As many lines as wrap makes, but of about the same length. */
	function balance(text, size, room, bold) {
		var lines = wrap(text, size, room, bold), next = lines;
		while (lines.length > 1 && next.length === lines.length) {
			lines = next;
			room -= size / 2;
			next = wrap(text, size, room, bold);
		}
		return lines;
	}

	function widest(texts, size, bold) {
		return texts.reduce(function (w, s) { return Math.max(w, width(s, size, bold)); }, 0);
	}

	/* What ECharts calls with a CSS font. */
	function platform(text, font) {
		var size = /([\d.]+)px/.exec(font || '');
		return { width: width(String(text === null || text === undefined ? '' : text), size ? +size[1] : 12, /bold/.test(font || '')) };
	}

	F.measure = { width: width, fit: fit, wrap: wrap, balance: balance, widest: widest, platform: platform };
})(teitenFigures);
