"""Says of storyboards in DASH manifests how their sheets are divided (DASH-IF IOP 6.2.6), which yt-dlp does not read.
Its command line still does not say it: what it finds has no storyboard."""

SCHEMES = ('http://dashif.org/thumbnail_tile', 'http://dashif.org/guidelines/thumbnail_tile')
PROPERTIES = ('EssentialProperty', 'SupplementalProperty')
MOST = 1000


def allow(extractor):
    """Has every extractor say it."""
    read = getattr(extractor, '_parse_mpd_periods', None)
    if read is None:
        return

    def told(self, document, *more, **named):
        grids = grids_of(document)
        for period in read(self, document, *more, **named):
            for form in period['formats']:
                if form.get('ext') == 'mhtml':
                    form.update(grid_of(form, grids))
            yield period

    extractor._parse_mpd_periods = told


def grid_of(form, grids):
    """yt-dlp puts a name of its own and a hyphen before the id."""
    name = '-' + form['format_id']
    return next((grid for identity, grid in grids.items() if name.endswith('-' + identity)), {})


def grids_of(document):
    """By the ids of the representations; one that says nothing has one picture to a sheet."""
    grids = {}
    for adaptation in children(document, 'AdaptationSet'):
        for representation in children(adaptation, 'Representation'):
            identity = representation.get('id')
            if identity and len(grids) < MOST:
                columns, rows = tile(representation) or tile(adaptation) or (1, 1)
                grids[identity] = {
                    'columns': columns, 'rows': rows,
                    'width': share(representation.get('width'), columns),
                    'height': share(representation.get('height'), rows)}
    return grids


def children(element, name):
    return (each for each in element.iter() if str(each.tag).rpartition('}')[2] == name)


def tile(element):
    for each in element:
        if str(each.tag).rpartition('}')[2] in PROPERTIES and each.get('schemeIdUri') in SCHEMES:
            columns, _, rows = (each.get('value') or '').partition('x')
            if columns.isdecimal() and rows.isdecimal():
                return max(1, int(columns[:4])), max(1, int(rows[:4]))
    return None


def share(pixels, pictures):
    """A representation's size is that of a whole sheet."""
    return int(pixels[:6]) // pictures if pixels and pixels.isdecimal() else None
