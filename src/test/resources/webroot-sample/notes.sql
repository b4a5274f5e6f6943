not for a browser
