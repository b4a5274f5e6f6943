class InfoExtractor:
    pass
