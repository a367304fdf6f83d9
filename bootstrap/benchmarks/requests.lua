-- For wrk: requests of random lines of the file PATHS, with the header lines of HEADERS. With BATCH
-- they are lookups of so many of its assets at once; with PAUSE each waits for so many milliseconds.
-- With EACH=1 the lines are taken in order, so that none is left out.
local paths = {}
for line in io.lines(os.getenv("PATHS")) do
  paths[#paths + 1] = line
end
local count = #paths
local rest = " HTTP/1.1\r\nHost: 127.0.0.1\r\n" .. (os.getenv("HEADERS") or "")
local batch = tonumber(os.getenv("BATCH") or "")
local random = math.random
local each = os.getenv("EACH") == "1"
local nth = 0
math.randomseed(os.time())

local function batch_of(size)
  local pairs = {}
  for i = 1, size do
    local container, asset = string.match(paths[random(count)], "/v1/content/(.*)/assets/(.*)")
    pairs[i] = '{"containerId":"' .. container .. '","assetId":"' .. asset .. '"}'
  end
  local body = '{"assets":[' .. table.concat(pairs, ",") .. "]}"
  return "POST /v1/assets:batchGet" .. rest .. "Content-Type: application/json\r\nContent-Length: "
    .. #body .. "\r\n\r\n" .. body
end

local batches = {}
if batch then
  for i = 1, 500 do
    batches[i] = batch_of(batch)
  end
end

request = function()
  if batch then
    return batches[random(#batches)]
  end
  nth = nth % count + 1
  return "GET " .. paths[each and nth or random(count)] .. rest .. "\r\n"
end

local pause = tonumber(os.getenv("PAUSE") or "")
if pause then
  local whole = math.floor(pause)
  delay = function()
    return random() < pause - whole and whole + 1 or whole
  end
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(99), errors.status))
end
