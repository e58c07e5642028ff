-- What the map draws, from the tags of OpenStreetMap: seven layers, with the names in Arabic, French and English.

node_keys = { "place", "amenity", "tourism", "historic", "shop", "leisure", "aeroway", "railway" }

local ROADS = {
  motorway = { 1, 8 }, trunk = { 1, 8 }, primary = { 1, 8 }, secondary = { 2, 10 }, tertiary = { 2, 11 },
  unclassified = { 3, 12 }, residential = { 3, 12 }, living_street = { 3, 13 }, pedestrian = { 3, 13 }, road = { 3, 13 },
  service = { 4, 14 }, track = { 4, 14 }, footway = { 5, 14 }, path = { 5, 14 }, steps = { 5, 14 }, cycleway = { 5, 14 },
}

local PLACES = {
  city = { 1, 8 }, town = { 1, 8 }, suburb = { 2, 11 }, quarter = { 2, 12 }, neighbourhood = { 2, 12 },
  village = { 2, 10 }, hamlet = { 3, 12 }, locality = { 3, 13 }, square = { 3, 14 },
}

-- Kinds that people name when they call, and the zoom from which a map of the town shows them. Tiles end at zoom 14, which is as deep as
-- tilemaker 3.0 goes; what is shown from 15 or 16 on has rank 4 there.
local LANDMARKS = {
  amenity = {
    hospital = 13, university = 13, bus_station = 13, marketplace = 13, police = 14, fire_station = 14, school = 14, college = 14,
    clinic = 14, townhall = 14, courthouse = 14, place_of_worship = 14, post_office = 15, library = 15, pharmacy = 15, fuel = 15,
    bank = 15, cinema = 15, theatre = 15,
  },
  tourism = { hotel = 15, museum = 15, attraction = 15 },
  historic = { monument = 15, castle = 14, ruins = 15 },
  shop = { mall = 14, supermarket = 15 },
  leisure = { stadium = 13, park = 13, sports_centre = 15 },
  aeroway = { aerodrome = 11, terminal = 14 },
  railway = { station = 13, tram_stop = 15 },
}

local GREEN_LANDUSE = {
  orchard = true, forest = true, grass = true, meadow = true, farmland = true, village_green = true, recreation_ground = true,
  cemetery = true, vineyard = true, plant_nursery = true,
}
local GREEN_NATURAL = { wood = true, scrub = true, grassland = true, heath = true }
local GREEN_LEISURE = { park = true, garden = true, pitch = true, golf_course = true, nature_reserve = true }
local PLOT_LANDUSE = { industrial = true, commercial = true, retail = true, military = true, railway = true }
local PLOT_AMENITY = {
  hospital = true, university = true, school = true, college = true, bus_station = true, marketplace = true, parking = true,
}

function names()
  local name, ar, fr, en = Find("name"), Find("name:ar"), Find("name:fr"), Find("name:en")
  if ar ~= "" then Attribute("name:ar", ar) end
  if fr ~= "" then Attribute("name:fr", fr) end
  if en ~= "" and en ~= fr then Attribute("name:en", en) end
  if name ~= "" and name ~= ar then Attribute("name", name) end
end

function named()
  return Find("name") ~= "" or Find("name:ar") ~= "" or Find("name:fr") ~= ""
end

-- Class, rank and least zoom of what has a name on the map; nil where it has none.
function place_of()
  if not named() then return nil end
  local place = Find("place")
  local known = PLACES[place]
  if known then return place, known[1], known[2] end
  for key, kinds in pairs(LANDMARKS) do
    local kind = Find(key)
    local zoom = kinds[kind]
    if zoom then return kind, zoom > 14 and 4 or 3, math.min(zoom, 14) end
  end
  if named() and Find("landuse") == "orchard" then return "orchard", 3, 13 end
  if named() and Find("landuse") == "industrial" then return "industrial", 3, 13 end
  if named() and Find("landuse") == "cemetery" then return "cemetery", 3, 14 end
  if named() and (Find("natural") == "water" or Find("natural") == "wetland") then return "water", 3, 13 end
  return nil
end

function write_place(class, rank, zoom)
  MinZoom(zoom)
  Attribute("class", class)
  AttributeNumeric("rank", rank)
  names()
end

function node_function()
  local class, rank, zoom = place_of()
  if class then
    Layer("places", false)
    write_place(class, rank, zoom)
  end
end

function relation_scan_function()
  if Find("type") == "boundary" and Find("boundary") == "administrative" then Accept() end
end

function road(highway)
  local class = highway:gsub("_link$", "")
  local known = ROADS[class]
  if not known or Find("area") == "yes" then return end
  Layer("roads", false)
  MinZoom(known[2])
  Attribute("class", class)
  AttributeNumeric("rank", known[1])
  if Find("tunnel") ~= "" and Find("tunnel") ~= "no" then AttributeNumeric("under", 1) end
  names()
end

function boundary()
  local level = tonumber(Find("admin_level")) or 11
  local found = Find("boundary") == "administrative"
  while true do
    local relation = NextRelation()
    if not relation then break end
    found = true
    level = math.min(level, tonumber(FindInRelation("admin_level")) or 11)
  end
  if not found or level > 8 then return end
  Layer("boundaries", false)
  AttributeNumeric("level", level)
end

function area()
  local natural, landuse, leisure, amenity = Find("natural"), Find("landuse"), Find("leisure"), Find("amenity")
  if Find("building") ~= "" and Find("building") ~= "no" then
    Layer("buildings", true)
  elseif natural == "water" or natural == "wetland" or Find("waterway") == "riverbank" or landuse == "reservoir" then
    Layer("water", true)
  elseif GREEN_LANDUSE[landuse] or GREEN_NATURAL[natural] or GREEN_LEISURE[leisure] then
    Layer("land", true)
    Attribute("class", "green")
  elseif PLOT_LANDUSE[landuse] or PLOT_AMENITY[amenity] or leisure == "stadium" or Find("aeroway") == "aerodrome" or Find("place") == "square" then
    Layer("land", true)
    Attribute("class", "plot")
  end
end

function way_function()
  local highway, waterway, railway = Find("highway"), Find("waterway"), Find("railway")
  boundary()
  if highway ~= "" then road(highway) end
  if railway == "rail" or railway == "tram" or railway == "light_rail" then
    Layer("roads", false)
    MinZoom(railway == "rail" and 10 or 13)
    Attribute("class", "rail")
    AttributeNumeric("rank", 5)
  end
  if not IsClosed() then
    if waterway == "river" or waterway == "canal" or waterway == "stream" then Layer("waterways", false) end
    return
  end
  area()
  local class, rank, zoom = place_of()
  if class then
    LayerAsCentroid("places")
    write_place(class, rank, zoom)
  end
end
