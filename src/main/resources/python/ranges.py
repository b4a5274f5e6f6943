"""Lets yt-dlp past DASH manifests that name the parts of one file by byte ranges alone (ISO/IEC 23009-1, 5.3.9.3), where
it stops with a KeyError. The ranges are not for it: the server reads such a manifest itself. Its command line still
stops there."""

UNNAMED = {'Initialization': 'sourceURL', 'SegmentURL': 'media'}


def allow(extractor):
    """Has every extractor complete a manifest before it is read."""
    read = getattr(extractor, '_parse_mpd_periods', None)
    if read is None:
        return

    def completed(self, document, *more, **named):
        complete(document)
        return read(self, document, *more, **named)

    extractor._parse_mpd_periods = completed


def complete(document):
    """Names the file itself where a manifest does not; a format whose parts all have one name is not joined from them."""
    for element in document.iter():
        attribute = UNNAMED.get(str(element.tag).rpartition('}')[2])
        if attribute is not None:
            element.attrib.setdefault(attribute, '.')
