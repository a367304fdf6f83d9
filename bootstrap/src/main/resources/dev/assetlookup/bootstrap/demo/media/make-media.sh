#!/usr/bin/env bash
# Makes the demo's media from nothing: product-teaser.mp4, product-teaser-poster.jpg, slide-1..3.png.
# Usage: ./make-media.sh [DIRECTORY]     (default: the directory that this script is in)
# Needs ffmpeg with libx264, ImageMagick (6; 7 is untried), and the DejaVu Sans fonts. See README.md.
set -euo pipefail
export LC_ALL=C TZ=UTC

out=${1:-$(dirname -- "${BASH_SOURCE[0]}")}
mkdir -p -- "$out"
out=$(cd -- "$out" && pwd)
im=$(command -v magick || command -v convert)
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

sans=DejaVu-Sans
bold=DejaVu-Sans-Bold
mono=DejaVu-Sans-Mono
amber='#FBBF24'

# ---------------------------------------------------------------- slides, 1080x1920

# slide NUMBER BACKGROUND LIGHTER LINE1 LINE2 DRAWING [PICTURE-ON-TOP]
slide() {
    local number=$1 background=$2 lighter=$3 line1=$4 line2=$5 drawing=$6 dots='' i
    for i in 1 2 3; do
        if [[ $i == "$number" ]]; then dots+="fill $amber "; else dots+="fill $lighter "; fi
        # the current page is a wide pill, the others are dots
        case $((i - number)) in
            0) dots+="roundrectangle $((786 + i * 46)),1733 $((846 + i * 46)),1757 12,12 " ;;
            -*) dots+="circle $((798 + i * 46)),1745 $((810 + i * 46)),1745 " ;;
            *) dots+="circle $((834 + i * 46)),1745 $((846 + i * 46)),1745 " ;;
        esac
    done
    "$im" -size 1080x1920 "xc:$background" \
        -draw "$drawing" ${7:+"$7" -composite} \
        -draw "stroke none $dots" \
        -stroke none -fill white -font "$bold" -pointsize 136 -kerning -5 \
        -annotate +90+1340 "$line1" -annotate +90+1506 "$line2" \
        -font "$sans" -pointsize 40 -kerning 0 -annotate +96+1759 'asset-lookup demo' \
        -dither None -colors 32 -fuzz 1% -fill white -opaque white -strip \
        -define png:exclude-chunk=all -define png:compression-filter=0 \
        -define png:compression-level=9 -define png:compression-strategy=0 "PNG8:$out/slide-$number.png"
}

# 1: a wall of portrait tiles, one of them found
tiles='stroke none fill #4338CA '
for row in 0 1 2; do
    for column in 0 1 2 3; do
        x=$((96 + column * 228)) y=$((150 + row * 330))
        tiles+="roundrectangle $x,$y $((x + 204)),$((y + 306)) 28,28 "
    done
done
slide 1 '#312E81' '#6366F1' 'One' 'lookup.' "$tiles
    fill #312E81 circle 654,633 654,843
    fill $amber roundrectangle 552,480 756,786 28,28
    fill #312E81 path 'M 616,573 L 616,693 L 712,633 Z'
    stroke white stroke-width 34 stroke-linecap round fill none circle 654,633 654,855
    stroke-width 62 line 830,809 938,917"

# 2: two links of a chain, each over the other once, and an address. Each link has a rim in the colour
# behind it; the white one's upper half lies on top again.
rim='fill none stroke #0F766E stroke-width 204 roundrectangle'
link='stroke-width 132 roundrectangle'
white='294,348 1032,852 252,252' gold='768,348 1506,852 252,252'
"$im" -size 1800x1200 xc:none \
    -draw "fill none stroke white $link $white $rim $gold stroke $amber $link $gold" \
    '(' -size 1800x600 xc:none -draw "$rim $white stroke white $link $white" ')' \
    -gravity northwest -composite -virtual-pixel transparent \
    -define distort:viewport=1080x1200+0+0 -distort SRT '900,600 0.5 -38 540,545' "$work/links.png"
slide 2 '#115E59' '#2DD4BF' 'One durable' 'URL.' "stroke none fill #0F766E circle 540,560 540,960
    fill #134E4A roundrectangle 150,916 930,1016 50,50
    fill $amber circle 206,966 206,980
    fill white font-size 36 font $mono text 246,979 'media.example.com/slide-2.png'" "$work/links.png"

# 3: a closed lock
slide 3 '#9F1239' '#FB7185' 'Nobody' 'else.' "stroke none fill #BE123C circle 540,590 540,1010
    fill none stroke white stroke-width 62 roundrectangle 404,310 676,800 136,136
    stroke none fill $amber roundrectangle 310,560 770,900 56,56
    fill #9F1239 circle 540,700 540,746
    roundrectangle 518,710 562,816 22,22"

# ---------------------------------------------------------------- teaser, 540x960, 120 frames at 30 a second

# Layers, drawn for a width of 720 and scaled.
# cards COLOUR1 COLOUR2 COLOUR3 ICON: three portrait cards and what is on them
cards() {
    printf '%s ' "stroke none fill $1 roundrectangle 60,330 244,658 26,26" \
        "fill $2 roundrectangle 268,330 452,658 26,26" \
        "fill $3 roundrectangle 476,330 660,658 26,26" \
        "fill $4 path 'M 126,446 L 126,542 L 202,494 Z'" \
        "path 'M 294,560 L 348,462 L 378,516 L 392,496 L 428,560 Z' circle 404,440 404,456" \
        "roundrectangle 508,430 628,450 10,10 roundrectangle 508,474 628,494 10,10" \
        "roundrectangle 508,518 588,538 10,10"
}
plain=(-strip -define png:exclude-chunk=all)
"$im" -size 540x960 xc:none -draw "scale 0.75,0.75 $(cards '#FFFFFF30' '#FFFFFF30' '#FFFFFF30' '#FFFFFF58')" \
    -gravity north -stroke none -fill white -font "$bold" -pointsize 66 -kerning -1 -annotate +0+643 'asset-lookup' \
    -fill "$amber" -pointsize 39 -kerning 8 -annotate +0+729 'demo' \
    "${plain[@]}" "PNG32:$work/still.png"
# What the lens shows: the same cards in colour, 1.34 times as large
"$im" -size 724x1287 'xc:#1E1B4B' \
    -draw "scale 1.005,1.005 $(cards '#4F46E5' '#F59E0B' '#E11D48' '#FFFFFF')" \
    "${plain[@]}" "PNG24:$work/found.png"
"$im" -size 300x300 xc:black -fill white \
    -draw 'scale 0.75,0.75 circle 160,160 160,290' "${plain[@]}" "PNG24:$work/disc.png"
"$im" -size 300x300 xc:none -draw 'scale 0.75,0.75 fill none stroke white stroke-linecap round
    stroke-width 20 circle 160,160 160,292 stroke-width 38 line 235,290 276,361' "${plain[@]}" "PNG32:$work/lens.png"

# One turn in 4 s, so that the film loops without a seam: the lens goes middle, right, middle, left, middle.
# cx, cy: the centre of the lens. 120 is its place in lens.png and disc.png.
turn='PI*t/2'
cx="(270+156*sin($turn))" cy="(370+25*sin(2*$turn))"
mix="clip(0.28*X/W+0.62*Y/H+0.05+0.08*sin(2*PI*N/120+2.4*X/W)+0.05*cos(2*PI*N/120+3*Y/H),0,1)"
glow="exp(-5*(pow(X/W-0.5-0.25*cos(2*PI*N/120),2)+pow(1.6*(Y/H-0.12-0.06*sin(2*PI*N/120)),2)))"
sws='flags=bicubic+accurate_rnd+full_chroma_int+bitexact'
still=(-loop 1 -framerate 30 -i)
ffmpeg -hide_banner -loglevel error -nostdin -y -fflags +bitexact \
    "${still[@]}" "$work/still.png" "${still[@]}" "$work/found.png" \
    "${still[@]}" "$work/disc.png" "${still[@]}" "$work/lens.png" \
    -filter_complex "
        nullsrc=s=90x160:r=30:d=4,format=gbrp12,geq=
            r='16*(67-57*($mix)+70*($glow))':
            g='16*(56+88*($mix)+10*($glow))':
            b='16*(176-36*($mix)+30*($glow))',
            scale=540:960:$sws,format=gbrp[background];
        [0:v]format=gbrap[still];
        [background][still]overlay=0:0:format=gbrp[scene];
        color=black:s=540x960:r=30:d=4,format=gbrp,split[dark][dark2];
        [1:v]format=gbrp[found];
        [dark][found]overlay=x='-0.34*$cx':y='-0.34*$cy':format=gbrp[seen];
        [2:v]format=gbrp[disc];
        [dark2][disc]overlay=x='$cx-120':y='$cy-120':format=gbrp,format=gray[mask];
        [seen][mask]alphamerge,format=gbrap[glass];
        [scene][glass]overlay=0:0:format=gbrp[through];
        [3:v]format=gbrap[lens];
        [through][lens]overlay=x='$cx-120':y='$cy-120':format=gbrp,split[scenes][poster];
        [scenes]scale=out_color_matrix=bt709:out_range=tv:$sws,format=yuv420p[film]" \
    -map '[film]' -frames:v 120 -an -c:v wrapped_avframe -f yuv4mpegpipe "$work/film.y4m" \
    -map '[poster]' -frames:v 1 -c:v png -f image2 -update 1 "$work/poster.png"

# In a step of its own, for the same bytes every time: encoded straight from the filters, the very same frames gave
# other bytes in two runs of seven; read from a file, they never did.
ffmpeg -hide_banner -loglevel error -nostdin -y -fflags +bitexact -i "$work/film.y4m" \
    -an -map_metadata -1 -pix_fmt yuv420p \
    -c:v libx264 -profile:v high -level:v 3.1 -preset veryslow -crf 27.6 -threads 1 \
    -x264-params 'aq-mode=1:psy=0:keyint=120:scenecut=0:bframes=8:ref=8' \
    -color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range tv -chroma_sample_location left \
    -bsf:v filter_units=remove_types=6 -flags:v +bitexact -fflags +bitexact \
    -video_track_timescale 30000 -movflags +faststart -f mp4 "$out/product-teaser.mp4"

# The poster is the film's first frame, before the film's compression.
"$im" "$work/poster.png" -strip -sampling-factor 4:2:0 -interlace JPEG -quality 65 "$out/product-teaser-poster.jpg"
