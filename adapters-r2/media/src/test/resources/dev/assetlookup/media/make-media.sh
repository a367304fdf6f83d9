#!/bin/sh
# Makes the media of these tests, with ffmpeg 5.1 and ImageMagick 7. Run here, once; what it made
# is kept beside it. Each file is 64 x 36, or 36 x 64 as it is shown, and half a second long.
# Not made here: turned.avif (160 x 120, irot 1) and sequence.avif (160 x 120) come from libavif.
set -eu
ffmpeg() { command ffmpeg -loglevel error -y -bitexact "$@"; }
picture="-f lavfi -i testsrc=s=64x36:d=0.5:r=4"
sound="-f lavfi -i sine=d=0.5:r=8000"
# shellcheck disable=SC2086 # options are words
{
  ffmpeg $picture $sound -c:v libx264 -crf 50 -pix_fmt yuv420p -c:a aac -b:a 8k clip.mp4
  ffmpeg $sound -c:a aac -b:a 8k -brand isom sound.mp4
  ffmpeg $sound -c:a aac -b:a 8k sound.m4a
  ffmpeg $sound -c:a libmp3lame -b:a 8k sound.mp3
  ffmpeg $picture -frames:v 1 -c:v mjpeg -q:v 31 clip.avi
}
ffmpeg -i clip.mp4 -c copy -metadata:s:v rotate=90 turned.mp4
ffmpeg -i clip.mp4 -c copy clip.mov
ffmpeg -i clip.mp4 -c copy -movflags frag_keyframe+empty_moov fragments.mp4
ffmpeg -i clip.mp4 -c:v libvpx -b:v 10k -an clip.webm
convert -size 64x36 gradient:red-blue -quality 5 still.webp
convert -size 64x36 gradient:red-blue -quality 5 still.avif
convert -size 64x36 gradient:red-blue -quality 5 still.heic
