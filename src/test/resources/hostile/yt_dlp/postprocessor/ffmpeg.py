class FFmpegMergerPP:
    available = False

    def __init__(self, ydl):
        pass
